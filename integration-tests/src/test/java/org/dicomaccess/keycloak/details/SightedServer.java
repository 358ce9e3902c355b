package org.dicomaccess.keycloak.details;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dicomaccess.keycloak.testing.Doors;

/**
 * DICOMweb that asks Keycloak who is searching, as Orthanc's plugin does, and shows its studies to
 * whoever may view.
 */
final class SightedServer implements AutoCloseable {
    private final Doors keycloak;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> studies = ConcurrentHashMap.newKeySet();
    private final List<JWTClaimsSet> asked = new CopyOnWriteArrayList<>();

    SightedServer(Doors keycloak, String... studies) {
        this.keycloak = keycloak;
        this.studies.addAll(List.of(studies));
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/dicom-web/studies", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/dicom-web";
    }

    /** Does not have this study any more. */
    void lose(String study) {
        studies.remove(study);
    }

    /** What the tokens said with which it was asked. */
    List<JWTClaimsSet> asked() {
        return asked;
    }

    private void answer(HttpExchange search) throws IOException {
        String token =
                search.getRequestHeaders().getFirst("Authorization").replaceFirst("^Bearer ", "");
        try {
            asked.add(JWTParser.parse(token).getJWTClaimsSet());
        } catch (ParseException e) {
            throw new IOException(e);
        }
        boolean may = false;
        for (JsonNode permission : keycloak.profileOfToken(token).json().path("permissions")) {
            may |= List.of("view", "all").contains(permission.textValue());
        }
        String query = search.getRequestURI().getQuery();
        String found =
                studies.stream()
                        .filter(study -> query.startsWith("StudyInstanceUID=" + study + "&"))
                        .findFirst()
                        .map("[{\"0020000D\": {\"vr\": \"UI\", \"Value\": [\"%s\"]}}]"::formatted)
                        .orElse("[]");
        byte[] body = (may ? found : "[]").getBytes(StandardCharsets.UTF_8);
        search.getResponseHeaders().set("Content-Type", "application/dicom+json");
        search.sendResponseHeaders(200, body.length);
        search.getResponseBody().write(body);
        search.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
