package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.stack.Administrator;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.LinkMinter;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.PostgresServer;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.SignIn;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes of Keycloak on one PostgreSQL are one server, and come back as what they were. */
@Execution(ExecutionMode.CONCURRENT)
class SeveralNodesIT {

    private static final Duration SOON = Duration.ofSeconds(1);

    /** A second, as promised, and as much again for a machine that does everything at once. */
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private static final String REALM = "/admin/realms/orthanc";
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    /** The last that was started comes first. */
    private static final Deque<Runnable> STOPS = new ArrayDeque<>();

    private static KeycloakServer first;
    private static KeycloakServer second;

    /** Shares the database with the others and hears nothing else from them. */
    private static KeycloakServer hermit;

    @BeforeAll
    static void the_nodes_start() {
        StackOptions options = options("several-nodes/first");
        PostgresServer postgres = PostgresServer.start(options);
        STOPS.push(postgres::close);
        first = KeycloakServer.start(options, List.of(), postgres.settings());
        STOPS.push(first::close);
        second = first.startNode(options("several-nodes/second"));
        STOPS.push(second::close);
        hermit = first.startNode(options("several-nodes/hermit"), postgres.settingsOfHermit());
        STOPS.push(hermit::close);
        // There is no image server here that could be asked what the doctor may see.
        new Administrator(first).setResourceServer("dicom-access.share-unseen", "true");
    }

    @AfterAll
    static void everything_stops() {
        STOPS.forEach(Runnable::run);
    }

    @Test
    void a_token_from_one_opens_its_study_at_the_other() {
        String token =
                new LinkMinter(first.endpoint())
                        .publish(List.of(SampleStudies.A), Instant.now().plusSeconds(600))
                        .token();

        assertThat(check(first, token)).isEqualTo(200);
        assertThat(check(second, token)).isEqualTo(200);
    }

    @Test
    void a_share_that_was_taken_back_at_one_is_refused_at_the_other_within_a_second() {
        Sharer doctor = Sharer.signedIn(first, "doctor");
        GivenShare share = doctor.give(SeveralNodesIT::withTokenInLink, SampleStudies.A);
        assertThat(check(first, share.token())).isEqualTo(200);
        assertThat(check(second, share.token())).isEqualTo(200);

        doctor.revoke(share);

        assertThat(check(first, share.token())).isEqualTo(401);
        assertThatSoonEndedAt(second, share);
    }

    @Test
    void a_share_that_was_taken_back_is_refused_within_a_second_without_a_word_between_nodes() {
        Sharer doctor = Sharer.signedIn(first, "doctor");
        GivenShare one = doctor.give(SeveralNodesIT::withTokenInLink, SampleStudies.A);
        GivenShare other = doctor.give(SeveralNodesIT::withTokenInLink, SampleStudies.A);
        assertThat(check(hermit, one.token())).isEqualTo(200);
        assertThat(check(first, other.token())).isEqualTo(200);

        doctor.revoke(one);
        assertThatSoonEndedAt(hermit, one);
        new Administrator(hermit).revokeAllOf(SampleStudies.A.studyInstanceUid());
        assertThatSoonEndedAt(first, other);
    }

    @Test
    void a_key_that_was_revoked_at_one_is_refused_at_every_other_without_a_word_between_nodes() {
        ApiKeyOwner admin = new ApiKeyOwner(first);
        ApiKeyOwner.Made made = admin.makes("several nodes");
        for (KeycloakServer node : List.of(first, second, hermit)) {
            assertThat(check(node, made.key())).isEqualTo(200);
        }

        admin.revokes(made);

        for (KeycloakServer node : List.of(hermit, second, first)) {
            assertThat(check(node, made.key())).isEqualTo(401);
        }
    }

    @Test
    void a_users_token_opens_no_share_that_was_taken_back_at_another_node_a_second_ago() {
        new Administrator(first)
                .send(
                        "POST",
                        "users",
                        """
                        {"username": "grantee", "enabled": true, "firstName": "Greta",
                         "lastName": "Grantee", "email": "grantee@orthanc.example",
                         "credentials": [{"type": "password", "value": "grantee"}]}
                        """);
        Sharer doctor = Sharer.signedIn(first, "doctor");
        GivenShare share =
                doctor.give(
                        wish -> {
                            wish.putObject("recipient").put("username", "grantee");
                            return wish;
                        },
                        SampleStudies.B);
        String token = new SignIn(first).accessToken("grantee");
        assertThat(new DirectCheck(first, SampleStudies.B).with(token).status()).isEqualTo(200);
        assertThat(new DirectCheck(hermit, SampleStudies.B).with(token).status()).isEqualTo(200);

        doctor.revoke(share);

        assertThat(new DirectCheck(first, SampleStudies.B).with(token).status()).isEqualTo(401);
        await().atMost(PROMISED)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> new DirectCheck(hermit, SampleStudies.B).with(token).status() == 401);
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

    private static ObjectNode withTokenInLink(ObjectNode wish) {
        return wish.put("link_form", "token");
    }

    private static void assertThatSoonEndedAt(KeycloakServer node, GivenShare share) {
        await().atMost(PROMISED)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> check(node, share.token()) == 401);
        assertThat(new DirectCheck(node, SampleStudies.A).with(share.token()).text())
                .contains("share_ended");
    }

    private static StackOptions options(String folder) {
        return StackOptions.ofBuild(RunningStack.module(), folder).on(Ports.free());
    }

    private static int check(KeycloakServer node, String token) {
        return new DirectCheck(node, SampleStudies.A).with(token).status();
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
