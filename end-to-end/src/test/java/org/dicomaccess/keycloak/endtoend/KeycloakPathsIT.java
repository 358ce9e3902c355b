package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What of Keycloak can be reached through the gateway: one that only writes down what arrives shows
 * it to the byte, the real one that nothing of it answers where it should not.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakPathsIT {

    private static final String BELOW = "/imaging/viewers";

    private Stack stack;
    private RecordingServer keycloak;
    private NginxServer atRoot;
    private NginxServer belowPath;
    private NginxServer adminClosed;

    @BeforeAll
    void gateways_start(Stack running) {
        stack = running;
        keycloak = new RecordingServer();
        keycloak.say(200, Map.of());
        OhifViewer viewer = OhifViewer.prepare(stack.options());
        Ports recorded = with(keycloak.port());
        atRoot = NginxServer.start(folder("paths/root").on(recorded), viewer);
        belowPath =
                NginxServer.start(
                        folder("paths/below").on(with(keycloak.port())),
                        viewer,
                        GatewayOptions.usual().with("DICOM_ACCESS_PATH", BELOW));
        adminClosed =
                NginxServer.start(
                        folder("paths/admin-closed").on(with(stack.options().ports().keycloak())),
                        viewer,
                        GatewayOptions.usual()
                                .withPiece(
                                        "dicom-access/admin/networks.conf",
                                        "allow 127.0.0.2;\ndeny all;\n"));
    }

    @AfterAll
    void they_stop() {
        adminClosed.close();
        belowPath.close();
        atRoot.close();
        keycloak.close();
    }

    static List<List<String>> requests() {
        return RequestTable.ofGateway("keycloak-requests.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void what_arrives_is_what_was_written(List<String> row) {
        expect(row, "", atRoot.root());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void below_a_path_the_path_alone_is_taken_off(List<String> row) {
        expect(row, BELOW, belowPath.root());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void the_real_keycloak_gives_nothing_away(List<String> row) {
        RawAnswer answer = new RawCall("GET", row.get(0)).send(stack.gatewayRoot());

        assertThat(answer.status()).as(row.get(2)).isBetween(200, 499);
        assertThat(answer.text())
                .doesNotContain("jvm_memory", "vendor_", "\"checks\"", "Exception", "evil.example");
        if (row.get(1).equals("refused")) {
            assertThat(answer.status()).as(row.get(2)).isIn(302, 400, 404);
        }
    }

    /** By its length, what is compressed would tell how much of it repeats what was asked. */
    @Test
    void what_keycloak_says_is_not_compressed() {
        RawAnswer answer =
                new RawCall("GET", "/realms/orthanc/.well-known/openid-configuration")
                        .protocol("HTTP/1.1")
                        .header("Connection", "close")
                        .header("Accept-Encoding", "gzip")
                        .send(stack.gatewayRoot());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).isEmpty();
    }

    @Test
    void outside_the_path_there_is_nothing() {
        int before = keycloak.targets().size();

        for (String target : List.of("/realms/orthanc/", "/imaging/realms/orthanc/", "/admin/")) {
            assertThat(new RawCall("GET", target).send(belowPath.root()).status()).isEqualTo(404);
        }

        assertThat(keycloak.targets()).hasSize(before);
    }

    @Test
    void whoever_is_elsewhere_reaches_no_administration() {
        for (String target :
                List.of(
                        "/admin/",
                        "/admin/master/console/",
                        "/admin/realms/orthanc",
                        "/admin/realms/orthanc/users",
                        "/realms/master",
                        "/realms/master/",
                        "/realms/MASTER/.well-known/openid-configuration",
                        "/realms/m%61ster/protocol/openid-connect/token",
                        "/realms/master%20/protocol/openid-connect/token",
                        "/realms/master/protocol/openid-connect/auth?client_id=admin-cli")) {
            RawAnswer answer = new RawCall("GET", target).send(adminClosed.root());

            assertThat(answer.status()).as(target).isEqualTo(403);
        }
        assertThat(statusOf("/realms/orthanc/.well-known/openid-configuration", adminClosed.root()))
                .isEqualTo(200);
        assertThat(statusOf("/realms/orthanc/dicom-access/pages/ended", adminClosed.root()))
                .isEqualTo(200);
    }

    @Test
    void whoever_is_where_it_is_allowed_does() {
        RawAnswer answer =
                new RawCall("GET", "/realms/master/.well-known/openid-configuration")
                        .from("127.0.0.2")
                        .send(adminClosed.root());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void nobody_says_in_a_header_that_they_are_there() {
        for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded")) {
            RawAnswer answer =
                    new RawCall("GET", "/admin/master/console/")
                            .header(header, "127.0.0.2")
                            .send(adminClosed.root());

            assertThat(answer.status()).as(header).isEqualTo(403);
        }
    }

    private void expect(List<String> row, String path, URI gateway) {
        int before = keycloak.targets().size();
        String target = row.get(0);

        RawAnswer answer =
                new RawCall("GET", target.startsWith("/") ? path + target : target).send(gateway);

        List<String> arrived = keycloak.targets().subList(before, keycloak.targets().size());
        if (row.get(1).equals("forwarded")) {
            assertThat(arrived).as(row.get(2)).containsExactly(target);
            assertThat(answer.status()).isEqualTo(200);
        } else {
            assertThat(arrived).as(row.get(2)).isEmpty();
            assertThat(answer.status()).as(row.get(2)).isIn(302, 400, 404);
        }
    }

    private static int statusOf(String target, URI gateway) {
        return new RawCall("GET", target).send(gateway).status();
    }

    private static StackOptions folder(String name) {
        return StackOptions.ofBuild(RunningStack.module(), name);
    }

    private Ports with(int keycloakPort) {
        return Ports.free()
                .withKeycloak(keycloakPort)
                .withOrthanc(stack.options().ports().orthanc());
    }
}
