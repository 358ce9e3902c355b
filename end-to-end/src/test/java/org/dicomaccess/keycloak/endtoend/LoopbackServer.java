package org.dicomaccess.keycloak.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Listens on a port of the loopback address and has the same conversation with one caller after the
 * other, until it is closed.
 */
final class LoopbackServer implements AutoCloseable {

    private final ServerSocket server;
    private final Conversation conversation;

    /** What is said to a caller. Whoever hangs up in the middle is simply gone. */
    @FunctionalInterface
    interface Conversation {
        void with(Socket caller) throws IOException;
    }

    private LoopbackServer(ServerSocket server, Conversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    static LoopbackServer start(String name, Conversation conversation) {
        try {
            LoopbackServer started =
                    new LoopbackServer(
                            new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), conversation);
            Thread worker = new Thread(started::serve, name);
            worker.setDaemon(true);
            worker.start();
            return started;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                conversation.with(caller);
            } catch (IOException gone) {
                // The caller hung up, or this server was closed: the loop's condition tells.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException stillOpen) {
            throw new UncheckedIOException(stillOpen);
        }
    }
}
