package org.dicomaccess.keycloak.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.StackOptions;

/**
 * Starts the server and measures, side by side in one run: an endpoint that does nothing, the two
 * questions that are asked once per DICOMweb call, and Keycloak's own token introspection.
 */
public final class Benchmarks {
    private static final int ROUNDS = Setting.number("ROUNDS", 5);
    private static final Duration ROUND = Duration.ofSeconds(Setting.number("ROUND_SECONDS", 10));
    private static final Duration WARM_UP =
            Duration.ofSeconds(Setting.number("WARM_UP_SECONDS", 20));

    private static final String FLOOR = "nothing, asked with the same ";

    private static final String STUDY = "1.2.826.0.1.3680043.10.1337.1.1";
    private static final String ORTHANC_ID = "4d2ac5a0-b9be6041-6917a79c-35a7eef8-f5c73f29";

    private final PrintStream out;

    private Benchmarks(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs all of it.
     *
     * @param arguments the folder of the module {@code end-to-end}, and the jar with the endpoint
     *     that does nothing
     */
    public static void main(String[] arguments) throws IOException {
        StackOptions options =
                StackOptions.ofBuild(Path.of(arguments[0]), "benchmarks").on(Ports.free());
        Path floor = Path.of(arguments[1]).toAbsolutePath();
        try (KeycloakServer server = KeycloakServer.start(options, List.of(floor))) {
            Path scripts = Files.createTempDirectory("dicom-access-benchmarks");
            new Benchmarks(System.out).run(new DemoRealm(server.root()), new Load(scripts));
        }
    }

    private void run(DemoRealm realm, Load load) {
        String token = realm.studyToken(STUDY, ORTHANC_ID);
        List<Call> calls = calls(realm, token);
        // Slowest first, so that the others meet a server that has compiled what it needs.
        for (int i = calls.size() - 1; i >= 0; i--) {
            load.measure(calls.get(i), WARM_UP);
        }
        List<List<Figures>> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // All calls in every round, so that a busy moment of the machine hits all alike.
            rounds.add(calls.stream().map(call -> load.measure(call, ROUND)).toList());
        }
        print(calls, rounds);
        out.printf(Locale.ROOT, "%nA one-study token has %d characters.%n", token.length());
    }

    /** Each of ours right behind the floor of its own method, with the very same request. */
    private static List<Call> calls(DemoRealm realm, String token) {
        String user = realm.accessTokenOfDoctor();
        String key = realm.apiKeyOfAdmin();
        Call check =
                new Call(
                        "`check/orthanc`",
                        "GET",
                        realm.address("dicom-access/check/orthanc"),
                        Map.of(
                                "Authorization",
                                "Bearer " + token,
                                "X-Original-Method",
                                "GET",
                                "X-Original-URI",
                                "/orthanc/dicom-web/studies/%s/series/%s.1/metadata"
                                        .formatted(STUDY, STUDY)),
                        "");
        Call validate =
                new Call(
                        "`tokens/validate`",
                        "POST",
                        realm.address("dicom-access/tokens/validate"),
                        Map.of(
                                "Authorization",
                                DemoRealm.BASIC,
                                "Content-Type",
                                "application/json"),
                        """
                        {"token-key":"Authorization","token-value":"Bearer %s",\
                        "server-id":"orthanc-main","level":"study","method":"get",\
                        "orthanc-id":"%s","dicom-uid":"%s","labels":[]}\
                        """
                                .formatted(token, ORTHANC_ID, STUDY));
        Call introspection =
                new Call(
                        "Keycloak's token introspection",
                        "POST",
                        realm.address("protocol/openid-connect/token/introspect"),
                        Map.of(
                                "Authorization",
                                DemoRealm.BASIC,
                                "Content-Type",
                                "application/x-www-form-urlencoded"),
                        "token=" + user);
        return List.of(
                check.to(FLOOR + "GET (floor)", realm.address("floor")),
                check,
                check.with("`check/orthanc`, a user's token", "Authorization", "Bearer " + user),
                check.with("`check/orthanc`, an API key", "Authorization", "Bearer " + key),
                validate.to(FLOOR + "POST (floor)", realm.address("floor")),
                validate,
                introspection);
    }

    private void print(List<Call> calls, List<List<Figures>> rounds) {
        int last = calls.size() - 1;
        double introspection = median(rounds, last).perSecond();
        out.println("| call | requests/s | p99 | of its floor | times introspection |");
        out.println("|---|---:|---:|---:|---:|");
        for (int i = 0; i <= last; i++) {
            Figures figures = median(rounds, i);
            out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f ms | %s | %.1f |%n",
                    calls.get(i).name(),
                    figures.perSecond(),
                    figures.p99Millis(),
                    i == last ? "" : share(figures, median(rounds, floorOf(i, calls))),
                    figures.perSecond() / introspection);
        }
    }

    /** The floor that stands last before a call. */
    private static int floorOf(int call, List<Call> calls) {
        int floor = call;
        while (!calls.get(floor).name().startsWith(FLOOR)) {
            floor--;
        }
        return floor;
    }

    private static String share(Figures figures, Figures floor) {
        return String.format(Locale.ROOT, "%.2f", figures.perSecond() / floor.perSecond());
    }

    private static Figures median(List<List<Figures>> rounds, int call) {
        List<Figures> sorted =
                rounds.stream()
                        .map(round -> round.get(call))
                        .sorted(Comparator.comparingDouble(Figures::perSecond))
                        .toList();
        return sorted.get(sorted.size() / 2);
    }
}
