package org.dicomaccess.keycloak.endtoend;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for a server behind nginx: says the same to everybody and remembers who came. */
final class RecordingServer implements AutoCloseable {

    private final HttpServer server;
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile Map<String, String> headers = Map.of();

    RecordingServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** What it says from now on, without a body. */
    void say(int newStatus, Map<String, String> newHeaders) {
        status = newStatus;
        headers = Map.copyOf(newHeaders);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The headers of all requests so far. */
    List<Headers> requests() {
        return List.copyOf(requests);
    }

    /** The request lines of all requests so far. */
    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Path and query of all requests so far, as they were written. */
    List<String> targets() {
        return lines.stream().map(Line::target).toList();
    }

    /**
     * What a request asked for.
     *
     * @param target path and query as they were written
     * @param bodyLength in bytes
     */
    record Line(String method, String target, long bodyLength) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            long length = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            lines.add(
                    new Line(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            length));
            requests.add(exchange.getRequestHeaders());
            headers.forEach(exchange.getResponseHeaders()::set);
            // Without a body: sent behind the head, it would wait for the head to be acknowledged.
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
