package org.dicomaccess.keycloak.doctor.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The beginning of a TLS connection and no more. */
public final class Handshake {
    private final URI server;
    private final int patience;

    /**
     * With this server.
     *
     * @param patience until the connection is there, and for each of its answers
     */
    public Handshake(URI server, Duration patience) {
        this.server = server;
        this.patience = Math.toIntExact(patience.toMillis());
    }

    /**
     * The certificates that the server shows, its own first, whoever signed them.
     *
     * @throws IOException when there is no connection
     */
    public List<X509Certificate> chain() throws IOException {
        try (SSLSocket socket = shaken(Trust.blind(), false)) {
            return Arrays.stream(socket.getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    /**
     * Whether the server's own certificate is one for this host (RFC 9525).
     *
     * @throws IOException when there is no connection
     */
    public boolean isForHost(X509Certificate own) throws IOException {
        try (SSLSocket socket = shaken(Trust.of(List.of(own)), true)) {
            return socket.isConnected();
        } catch (SSLException otherName) {
            return false;
        }
    }

    private SSLSocket shaken(Trust trust, boolean named) throws IOException {
        String host = server.getHost().replaceAll("[\\[\\]]", "");
        int port = Addresses.port(server);
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), patience);
            plain.setSoTimeout(patience);
            SSLSocket socket =
                    (SSLSocket)
                            trust.context()
                                    .getSocketFactory()
                                    .createSocket(plain, host, port, true);
            if (named) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }
}
