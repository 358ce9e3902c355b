package org.dicomaccess.keycloak.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/**
 * One request written byte by byte on a connection of its own, for what a usual client would put
 * right, refuse to send, or send in another form.
 */
public final class RawRequest {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int CHUNK = 100;

    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = {};
    private boolean chunked;

    /**
     * @param target as it stands in the request line, nothing encoded
     */
    public RawRequest(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /** Adds a header; one of the same name may be there already. */
    public RawRequest header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** The body, its length said beforehand. */
    public RawRequest body(byte[] bytes) {
        body = bytes;
        return header("Content-Length", Integer.toString(bytes.length));
    }

    /** The body in several chunks, its length not said (RFC 9112 §7.1); empty for none. */
    public RawRequest chunkedBody(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        chunked = true;
        return this;
    }

    /** Sends it to the server of this URL, whose path does not matter. */
    public Answer send(String serverUrl) {
        URI server = URI.create(serverUrl);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head(server).getBytes(StandardCharsets.ISO_8859_1));
            out.write(chunked ? chunks() : body);
            out.flush();
            return answer(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head(URI server) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(line -> line.startsWith("Host: "))) {
            head.append("Host: ").append(server.getAuthority()).append("\r\n");
        }
        headers.forEach(line -> head.append(line).append("\r\n"));
        return head.append("Connection: close\r\n\r\n").toString();
    }

    private byte[] chunks() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int start = 0; start < body.length; start += CHUNK) {
            int length = Math.min(CHUNK, body.length - start);
            out.writeBytes(line(Integer.toHexString(length)));
            out.write(body, start, length);
            out.writeBytes(line(""));
        }
        out.writeBytes(line("0"));
        out.writeBytes(line(""));
        return out.toByteArray();
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Answer answer(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalStateException("no answer, but: " + text);
        }
        String[] head = text.substring(0, end).split("\r\n", -1);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.computeIfAbsent(
                            head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                            name -> new ArrayList<>())
                    .add(head[i].substring(colon + 1).strip());
        }
        String rest = text.substring(end + 4);
        boolean inChunks = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
        String content = inChunks ? joined(rest) : rest;
        return new Answer(
                Integer.parseInt(head[0].split(" ", -1)[1]),
                HttpHeaders.of(headers, (name, value) -> true),
                new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String joined(String chunks) {
        StringBuilder content = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = chunks.indexOf("\r\n", at);
            int length = Integer.parseInt(chunks.substring(at, lineEnd).strip(), 16);
            if (length == 0) {
                return content.toString();
            }
            content.append(chunks, lineEnd + 2, lineEnd + 2 + length);
            at = lineEnd + 2 + length + 2;
        }
    }
}
