package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for a server that goes over to a WebSocket (RFC 6455) when it is asked to, and then
 * sends back every byte; other requests it answers with 200.
 */
final class UpgradingServer implements AutoCloseable {

    private final LoopbackServer server = LoopbackServer.start("upgrading server", this::answer);
    private final List<String> heads = new CopyOnWriteArrayList<>();

    int port() {
        return server.port();
    }

    /** The heads of all requests so far. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void answer(Socket caller) throws IOException {
        InputStream in = caller.getInputStream();
        OutputStream out = caller.getOutputStream();
        String head = head(in);
        heads.add(head);
        if (!head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: ")) {
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(ISO_8859_1));
            return;
        }
        out.write(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                        .getBytes(ISO_8859_1));
        in.transferTo(out);
    }

    /** Reads up to the empty line behind the head. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                return head.toString();
            }
        }
        return head.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
