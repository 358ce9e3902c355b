package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A WebSocket server (RFC 6455) whose callers get one short text back each. */
final class EchoServer implements AutoCloseable {

    /** Of section 1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH = 0x7f;
    private static final int MASK_LENGTH = 4;

    private final LoopbackServer server = LoopbackServer.start("echo", this::talk);
    private volatile String requestLine = "";

    int port() {
        return server.port();
    }

    /** What the last caller began with; empty when nobody came. */
    String requestLine() {
        return requestLine;
    }

    private void talk(Socket caller) throws IOException {
        DataInputStream in = new DataInputStream(caller.getInputStream());
        OutputStream out = caller.getOutputStream();
        String head = UpgradingServer.head(in);
        requestLine = head.lines().findFirst().orElse("");
        out.write(handshake(head).getBytes(ISO_8859_1));
        byte[] text = textOf(in);
        out.write(FINAL_TEXT);
        out.write(text.length);
        out.write(text);
        out.flush();
        in.readAllBytes();
    }

    private static String handshake(String head) throws IOException {
        boolean asked =
                header(head, "Upgrade").equals(Optional.of("websocket"))
                        && header(head, "Connection").equals(Optional.of("upgrade"))
                        && header(head, "Sec-WebSocket-Version").equals(Optional.of("13"));
        Optional<String> key = header(head, "Sec-WebSocket-Key");
        if (!asked || key.isEmpty()) {
            return "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        }
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept(key.get())
                + "\r\n\r\n";
    }

    private static String accept(String key) throws IOException {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException unavailable) {
            throw new IOException(unavailable);
        }
    }

    private static byte[] textOf(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        byte[] text = new byte[in.readUnsignedByte() & LENGTH];
        byte[] mask = new byte[MASK_LENGTH];
        in.readFully(mask);
        in.readFully(text);
        for (int i = 0; i < text.length; i++) {
            text[i] ^= mask[i % MASK_LENGTH];
        }
        return text;
    }

    private static Optional<String> header(String head, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).trim())
                .findFirst();
    }

    @Override
    public void close() {
        server.close();
    }
}
