package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as it is written, byte for byte: a usual client would put right what is wrong with
 * it. It is an HTTP/1.0 request, so that the answer comes in one piece and not in chunks.
 */
final class RawCall {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CHUNK = 64 * 1024;

    /** Where all servers of the tests listen, whatever they are called. */
    private static final String LOOPBACK = "127.0.0.1";

    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = {};
    private @Nullable String host;
    private String from = "127.0.0.1";
    private String protocol = "HTTP/1.0";

    RawCall(String method, String target) {
        this.method = method;
        this.target = target;
    }

    RawCall header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Says another host than the one it is sent to. */
    RawCall host(String other) {
        host = other;
        return this;
    }

    /** Is sent from another address of this machine. */
    RawCall from(String address) {
        from = address;
        return this;
    }

    /** In another version of the protocol; the answer may then come in chunks. */
    RawCall protocol(String version) {
        protocol = version;
        return this;
    }

    RawCall bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    RawCall body(String mediaType, byte[] bytes) {
        body = bytes;
        return header("Content-Type", mediaType)
                .header("Content-Length", Integer.toString(bytes.length));
    }

    /** A body whose length is not said before it ends (RFC 9112 section 7.1). */
    RawCall chunks(String mediaType, byte[] bytes) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += CHUNK) {
            int length = Math.min(CHUNK, bytes.length - at);
            chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
            chunks.write(bytes, at, length);
            chunks.writeBytes("\r\n".getBytes(UTF_8));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(UTF_8));
        body = chunks.toByteArray();
        return header("Content-Type", mediaType).header("Transfer-Encoding", "chunked");
    }

    /** Sends it to the server of this address, whose path does not matter. */
    RawAnswer send(URI server) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(LOOPBACK, server.getPort()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes(server));
            socket.getOutputStream().flush();
            return new RawAnswer(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException unanswered) {
            throw new UncheckedIOException(method + " " + target, unanswered);
        }
    }

    private byte[] bytes(URI server) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((method + " " + target + " " + protocol + "\r\n").getBytes(UTF_8));
        String said = host == null ? server.getAuthority() : host;
        bytes.writeBytes(("Host: " + said + "\r\n").getBytes(UTF_8));
        headers.forEach(header -> bytes.writeBytes((header + "\r\n").getBytes(UTF_8)));
        bytes.writeBytes("\r\n".getBytes(UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /**
     * An answer, whole.
     *
     * @param text head and body, a character for each byte; empty when the server just hung up
     */
    record RawAnswer(String text) {

        /** The status code; 0 when the server just hung up. */
        int status() {
            return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
        }

        /** What comes behind the head. */
        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }

        /** The headers, in their order. */
        List<ClientCall.Header> headers() {
            return text.split("\r\n\r\n", 2)[0]
                    .lines()
                    .skip(1)
                    .map(line -> line.split(":", 2))
                    .filter(line -> line.length == 2)
                    .map(line -> new ClientCall.Header(line[0], line[1].strip()))
                    .toList();
        }

        /** The value of the first header of this name. */
        Optional<String> header(String name) {
            return headers().stream()
                    .filter(header -> header.isNamed(name))
                    .map(ClientCall.Header::value)
                    .findFirst();
        }

        /** The body, read as UTF-8. */
        String bodyText() {
            return new String(body().getBytes(ISO_8859_1), UTF_8);
        }
    }
}
