package org.dicomaccess.keycloak.doctor.examination;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.function.Predicate;
import org.dicomaccess.keycloak.doctor.deployment.Target;

/**
 * An Orthanc with one study in memory, and in front of it what its authorization plugin does: the
 * profile first, then the token. The web service behind grants every method on the study, so that
 * nothing but the plugin's list keeps a share out.
 */
final class SimulatedOrthanc implements AutoCloseable {
    static final String STUDY = "25d6eb76-2a7c9bab-9ba8a0bc-575496ac-557f755e";
    static final String UID = "1.2.826.0.1.3680043.10.1337.101";

    private static final String SERIES = "624b3f54-c5351c86-1ae56545-0270c53d-1ddc0177";
    private static final String INSTANCE = "e8fe4dec-35653c24-49bfd013-690f7770-101915f4";
    private static final String PATIENT = "5adcb0de-52cbbf3b-2b77c75e-972fb648-a26f8f1a";

    /** What the profile of every share holds; no label with it. */
    private static final Set<String> SHARE = Set.of("share-lock", "share-view-only");

    private final HttpServer server;
    private final Permissions permissions;
    private final Predicate<String> isGood;
    private final Fault fault;

    /**
     * Starts it.
     *
     * @param isGood whether a token opens the study
     */
    SimulatedOrthanc(Permissions permissions, Predicate<String> isGood, Fault fault) {
        this.permissions = permissions;
        this.isGood = isGood;
        this.fault = fault;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    Target.Orthanc target() {
        URI root = URI.create("http://localhost:" + server.getAddress().getPort());
        return new Target.Orthanc(root, STUDY, UID);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked asked = Asked.of(exchange);
        fault.instead(asked, isPassed(asked) ? answer(asked) : Told.status(403)).send(exchange);
    }

    private boolean isPassed(Asked asked) {
        Set<String> needed = permissions.needed(asked.method(), asked.path());
        boolean namesStudy = Permissions.namesStudy(asked.path());
        if (needed.contains("")) {
            return true;
        }
        if (asked.header("token").filter(isGood).isEmpty()) {
            return false;
        }
        if (needed.stream().anyMatch(SHARE::contains)) {
            // The permission is there; where there are labels, none of them is the share's.
            return !namesStudy;
        }
        return namesStudy;
    }

    private static Told answer(Asked asked) {
        return switch (asked.method() + " " + asked.path()) {
            case "GET /studies/" + STUDY ->
                    Told.json(
                            "{\"ID\": \"%s\", \"ParentPatient\": \"%s\", \"Series\": [\"%s\"]}"
                                    .formatted(STUDY, PATIENT, SERIES));
            case "GET /series/" + SERIES ->
                    Told.json(
                            "{\"ID\": \"%s\", \"Instances\": [\"%s\"]}"
                                    .formatted(SERIES, INSTANCE));
            case "GET /dicom-web/studies/" + UID + "/series" -> Told.json("[]");
            default -> Told.status(404);
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
