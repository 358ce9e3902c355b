package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.stack.Administrator;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.PostgresServer;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is stopped and started again knows of shares and API keys what it knew before. */
@Execution(ExecutionMode.CONCURRENT)
class AfterRestartIT {

    /** Of a passcode, before a share is locked. */
    private static final int ATTEMPTS = 5;

    private static final String PASSCODE = "heron-42-lake";

    /** The last that was started comes first. */
    private final Deque<Runnable> stops = new ArrayDeque<>();

    enum Database {
        H2_FILE,
        POSTGRESQL
    }

    @AfterEach
    void everything_stops() {
        stops.forEach(Runnable::run);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_restart_loses_nothing(Database database) {
        KeycloakServer server = started(database);
        Sharer doctor = Sharer.signedIn(server, "doctor");
        GivenShare inUse = doctor.give(wish -> wish.put("link_form", "token"), SampleStudies.A);
        GivenShare revoked = doctor.give(wish -> wish.put("link_form", "token"), SampleStudies.A);
        GivenShare twice = doctor.give(wish -> wish.put("maximum_opens", 2), SampleStudies.A);
        GivenShare secret = doctor.give(wish -> wish.put("passcode", PASSCODE), SampleStudies.A);
        doctor.revoke(revoked);
        assertThat(opened(server, twice, "")).isEqualTo(303);
        assertThat(opened(server, secret, PASSCODE)).isEqualTo(303);
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(opened(server, secret, "wrong")).isEqualTo(403);
        }
        List<JsonNode> before = Stream.of(revoked, twice, secret).map(doctor::read).toList();
        ApiKeyOwner admin = new ApiKeyOwner(server);
        ApiKeyOwner.Made key = admin.makes("restart");
        JsonNode unused = doctor.read(inUse);
        assertThat(unused.path("last_use_at").isMissingNode()).isTrue();
        Instant used = Instant.now();
        assertThat(check(server, inUse)).isEqualTo(200);
        assertThat(check(server, key.key())).isEqualTo(200);

        server.startAgain();

        Sharer again = Sharer.signedIn(server, "doctor");
        assertThat(Stream.of(revoked, twice, secret).map(again::read).toList()).isEqualTo(before);
        for (JsonNode lastUsed : List.of(again.read(inUse), admin.reads(key))) {
            assertThat(Instant.parse(lastUsed.path("last_use_at").asText()))
                    .isBetween(used.minusSeconds(1), Instant.now());
        }
        assertThat(check(server, key.key())).isEqualTo(200);
        assertThat(without("last_use_at", again.read(inUse))).isEqualTo(unused);
        assertThat(check(server, inUse)).isEqualTo(200);
        assertThat(check(server, revoked)).isEqualTo(401);
        assertThat(opened(server, twice, "")).isEqualTo(303);
        assertThat(opened(server, twice, "")).isEqualTo(410);
        assertThat(again.read(secret).path("state").textValue()).isEqualTo("locked");
        assertThat(opened(server, secret, PASSCODE)).isEqualTo(403);
    }

    /** Presses the button of the landing page; answers the status. */
    private static int opened(KeycloakServer server, GivenShare share, String passcode) {
        return new RawCall("POST", share.url().getRawPath())
                .body(
                        "application/x-www-form-urlencoded",
                        ("do=open&passcode=" + passcode).getBytes(UTF_8))
                .send(server.root())
                .status();
    }

    private KeycloakServer started(Database database) {
        StackOptions options =
                StackOptions.ofBuild(RunningStack.module(), "restart/" + database).on(Ports.free());
        List<String> settings = List.of();
        if (database == Database.POSTGRESQL) {
            PostgresServer postgres = PostgresServer.start(options);
            stops.push(postgres::close);
            settings = postgres.settings();
        }
        KeycloakServer server = KeycloakServer.start(options, List.of(), settings);
        stops.push(server::close);
        // There is no image server here that could be asked what the doctor may see.
        new Administrator(server).setResourceServer("dicom-access.share-unseen", "true");
        return server;
    }

    private static int check(KeycloakServer server, GivenShare share) {
        return check(server, share.token());
    }

    private static int check(KeycloakServer server, String credential) {
        return new DirectCheck(server, SampleStudies.A).with(credential).status();
    }

    private static JsonNode without(String field, JsonNode share) {
        JsonNode rest = share.deepCopy();
        ((ObjectNode) rest).remove(field);
        return rest;
    }
}
