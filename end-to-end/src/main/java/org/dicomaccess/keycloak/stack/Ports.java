package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each part listens, on the loopback address.
 *
 * @param gateway nginx: the viewer and DICOMweb
 * @param keycloak Keycloak itself
 * @param management Keycloak's health and metrics
 * @param orthanc Orthanc's HTTP server, which only the gateway should talk to
 * @param orthancDicom Orthanc's DICOM server
 */
public record Ports(int gateway, int keycloak, int management, int orthanc, int orthancDicom) {

    /** The addresses the realm to import knows. */
    public static Ports fixed() {
        return new Ports(8088, 8180, 9180, 18042, 14242);
    }

    /** Ports nobody listens on at the moment. */
    public static Ports free() {
        List<Integer> ports = freePorts(5);
        return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
    }

    /** A port nobody listens on at the moment. */
    public static int anyFree() {
        return freePorts(1).get(0);
    }

    /** The same with a gateway elsewhere. */
    public Ports withGateway(int port) {
        return new Ports(port, keycloak, management, orthanc, orthancDicom);
    }

    /** The same with a Keycloak elsewhere. */
    public Ports withKeycloak(int port) {
        return new Ports(gateway, port, management, orthanc, orthancDicom);
    }

    /** The same with an image server elsewhere. */
    public Ports withOrthanc(int port) {
        return new Ports(gateway, keycloak, management, port, orthancDicom);
    }

    /**
     * Looks before anything is started, because a part that finds its port taken says so in its log
     * only.
     *
     * @throws StackException when somebody listens on one of them already
     */
    void requireFree() {
        for (int port : new int[] {gateway, keycloak, management, orthanc}) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                free.setReuseAddress(true);
            } catch (IOException taken) {
                throw new StackException("Port %d is in use".formatted(port), taken);
            }
        }
    }

    static boolean somebodyListens(int port) {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return client.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException unavailable) {
            throw new UncheckedIOException("No free port", unavailable);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException stillOpen) {
            throw new UncheckedIOException(stillOpen);
        }
    }
}
