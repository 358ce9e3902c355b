package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.LinkMinter;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.PostgresServer;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes of Keycloak on one PostgreSQL are one server, and come back as what they were. */
class SeveralNodesIT {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String REALM = "/admin/realms/orthanc";
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    /** The last that was started comes first. */
    private static final Deque<Runnable> STOPS = new ArrayDeque<>();

    private static KeycloakServer first;
    private static KeycloakServer second;

    @BeforeAll
    static void two_nodes_start() {
        StackOptions options = options("several-nodes/first");
        PostgresServer postgres = PostgresServer.start(options);
        STOPS.push(postgres::close);
        first = KeycloakServer.start(options, List.of(), postgres.settings());
        STOPS.push(first::close);
        second = first.startNode(options("several-nodes/second"));
        STOPS.push(second::close);
    }

    @AfterAll
    static void everything_stops() {
        STOPS.forEach(Runnable::run);
    }

    @Test
    void a_token_from_one_opens_its_study_at_the_other() {
        String token =
                new LinkMinter(first.endpoint())
                        .mint(List.of(SampleStudies.A), Instant.now().plusSeconds(600))
                        .token();

        assertThat(check(first, token)).isEqualTo(200);
        assertThat(check(second, token)).isEqualTo(200);
    }

    @Test
    void what_one_changes_the_other_has_forgotten_soon() {
        String role = REALM + "/roles/several-nodes";
        assertThat(send(first, "POST", REALM + "/roles", "{\"name\":\"several-nodes\"}"))
                .startsWith("201");
        assertThat(send(second, "GET", role, "")).startsWith("200").doesNotContain("changed");

        send(first, "PUT", role, "{\"name\":\"several-nodes\",\"description\":\"changed\"}");

        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(send(second, "GET", role, "")).contains("changed"));
    }

    @Test
    void a_restart_loses_nothing() {
        assertThat(send(first, "POST", REALM + "/users", "{\"username\":\"stays\"}"))
                .startsWith("201");

        first.startAgain();

        assertThat(send(first, "GET", REALM + "/users?username=stays&exact=true", ""))
                .startsWith("200")
                .contains("\"username\":\"stays\"");
    }

    private static StackOptions options(String folder) {
        return StackOptions.ofBuild(RunningStack.module(), folder).on(Ports.free());
    }

    private static int check(KeycloakServer node, String token) {
        return new RawCall("GET", "/realms/orthanc/dicom-access/check/orthanc")
                .bearer(token)
                .header("X-Original-Method", "GET")
                .header(
                        "X-Original-URI",
                        "/orthanc/dicom-web/studies/%s/series"
                                .formatted(SampleStudies.A.studyInstanceUid()))
                .send(node.root())
                .status();
    }

    /** What the node's admin API answers to its administrator: status, a space, body. */
    private static String send(KeycloakServer node, String method, String path, String json) {
        RawCall.RawAnswer answer =
                new RawCall(method, path)
                        .bearer(administrator(node))
                        .body("application/json", json.getBytes(UTF_8))
                        .send(node.root());
        return answer.status() + " " + answer.bodyText();
    }

    private static String administrator(KeycloakServer node) {
        String form =
                "grant_type=password&client_id=admin-cli&username=%1$s&password=%1$s"
                        .formatted(KeycloakServer.ADMIN);
        String answer =
                new RawCall("POST", "/realms/master/protocol/openid-connect/token")
                        .body("application/x-www-form-urlencoded", form.getBytes(UTF_8))
                        .send(node.root())
                        .bodyText();
        Matcher token = ACCESS_TOKEN.matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }
}
