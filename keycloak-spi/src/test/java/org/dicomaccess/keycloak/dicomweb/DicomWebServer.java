package org.dicomaccess.keycloak.dicomweb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A DICOMweb server that shows each bearer what this bearer may see, and can be told to answer some
 * bearers in a hostile way.
 */
final class DicomWebServer implements AutoCloseable {
    /** Answers one search. */
    @FunctionalInterface
    interface Answering {
        void answer(HttpExchange search) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    DicomWebServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/dicom-web/studies", this::answer);
        server.start();
    }

    URI root() {
        return URI.create(
                "http://%s:%d/dicom-web/"
                        .formatted(
                                server.getAddress().getAddress().getHostAddress(),
                                server.getAddress().getPort()));
    }

    /** Every request so far: target, accepted type and bearer. */
    List<String> asked() {
        return asked;
    }

    /** Where requests came from so far: one address for each connection. */
    Set<InetSocketAddress> connections() {
        return connections;
    }

    /** How the bearer of this token is answered. */
    void answer(String token, Answering answering) {
        answers.put(token, answering);
    }

    /** Shows the bearer of this token these studies. */
    void show(String token, String... studies) {
        answer(
                token,
                search -> {
                    String query = search.getRequestURI().getQuery();
                    for (String study : studies) {
                        if (query.startsWith("StudyInstanceUID=" + study + "&")) {
                            send(search, 200, study(study));
                            return;
                        }
                    }
                    send(search, 200, "[]");
                });
    }

    /** Answers the bearer of this token the same, whatever is searched. */
    void send(String token, int status, String body) {
        answer(token, search -> send(search, status, body));
    }

    /** Sends the bearer of this token to another server, whatever is searched. */
    void redirect(String token, int status, DicomWebServer elsewhere) {
        answer(
                token,
                search -> {
                    search.getResponseHeaders()
                            .set(
                                    "Location",
                                    elsewhere.root().resolve(search.getRequestURI()).toString());
                    send(search, status, "");
                });
    }

    static String study(String uid) {
        return """
        [{"00080020": {"vr": "DA", "Value": ["20260131"]},
          "00100010": {"vr": "PN", "Value": [{"Alphabetic": "Doe^Jane"}]},
          "00100020": {"vr": "LO", "Value": ["P1"]},
          "0020000D": {"vr": "UI", "Value": ["%s"]}}]
        """
                .formatted(uid);
    }

    static void send(HttpExchange search, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        search.getResponseHeaders().set("Content-Type", "application/dicom+json");
        search.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        search.getResponseBody().write(bytes);
        search.close();
    }

    /** Never comes to an end by itself. */
    void waitUntilClosed() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange search) throws IOException {
        connections.add(search.getRemoteAddress());
        String authorization = search.getRequestHeaders().getFirst("Authorization");
        asked.add(
                "%s %s %s %s"
                        .formatted(
                                search.getRequestMethod(),
                                search.getRequestURI(),
                                search.getRequestHeaders().getFirst("Accept"),
                                authorization));
        String token = String.valueOf(authorization).replaceFirst("^Bearer ", "");
        Answering answering = answers.get(token);
        if (answering == null) {
            send(search, 401, "{}");
        } else {
            answering.answer(search);
        }
    }

    /** A body without an end, as fast as it is taken. */
    static void sendWithoutEnd(HttpExchange search, String part) throws IOException {
        search.sendResponseHeaders(200, 0);
        try (OutputStream body = search.getResponseBody()) {
            while (true) {
                body.write(part.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
