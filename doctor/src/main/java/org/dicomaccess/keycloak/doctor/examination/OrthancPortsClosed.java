package org.dicomaccess.keycloak.doctor.examination;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** Orthanc's own ports, which nobody reaches but the gateway and the modalities. */
final class OrthancPortsClosed implements Examination {
    private static final int PATIENCE = 3_000;

    private final List<Integer> ports;

    OrthancPortsClosed(List<Integer> ports) {
        this.ports = List.copyOf(ports);
    }

    @Override
    public String name() {
        return "ports of Orthanc";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        if (deployment.target().isLocal()) {
            throw new NotExaminedException(
                    "This machine's own ports are open to itself.",
                    "Run the examination on another machine, with the address that people use.");
        }
        String host = deployment.target().gateway().getHost().replaceAll("[\\[\\]]", "");
        for (int port : ports) {
            if (isOpen(host, port)) {
                notes.wrong(
                        "Port %d of %s is open: whoever reaches Orthanc itself passes the gateway by."
                                .formatted(port, host),
                        "Do not publish Orthanc's ports (compose.yaml), close them in the firewall"
                            + " for all but the modalities, or give Orthanc an address of its own"
                            + " inside.");
            }
        }
    }

    private static boolean isOpen(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
