package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.Administrator;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a caller says of where they are and whom they ask: addresses that Keycloak and Orthanc
 * write stay those of the gateway, and events tell where the caller really is.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpoofedAddressIT {

    /** Part of every made-up address: the host, and networks kept for examples (RFC 5737, 3849). */
    private static final String[] MADE_UP = {"evil.example", "203.0.113.", "2001:db8", ":4443"};

    private final ObjectMapper json = new ObjectMapper();
    private final MailSink mail = new MailSink();

    private Stack stack;
    private Administrator administrator;
    private String doctor;
    private String realmBefore;
    private GivenShare share;
    private ViewerLink link;

    @BeforeAll
    void the_realm_sends_mail(Stack running) throws IOException {
        stack = running;
        administrator = stack.administrator();
        realmBefore = administrator.send("GET", "", "");
        administrator.send(
                "PUT",
                "",
                json.createObjectNode()
                        .set(
                                "smtpServer",
                                json.createObjectNode()
                                        .put("host", "127.0.0.1")
                                        .put("port", String.valueOf(mail.port()))
                                        .put("from", "keycloak@orthanc.example"))
                        .toString());
        doctor = administrator.idOfUser("doctor");
        share = stack.doctor().give(SampleStudies.A);
        link = stack.mintLink(SampleStudies.A);
    }

    @AfterAll
    void it_sends_none_again() throws IOException {
        JsonNode before = json.readTree(realmBefore).path("smtpServer");
        administrator.send("PUT", "", json.createObjectNode().set("smtpServer", before).toString());
        mail.close();
    }

    static List<List<String>> headers() {
        return RequestTable.ofGateway("spoofed-headers.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void discovery_names_the_gateway(List<String> said) {
        RawAnswer answer = get("/realms/orthanc/.well-known/openid-configuration", said);

        assertThat(answer.text()).doesNotContain(MADE_UP);
        if (answer.status() != 400) {
            assertThat(answer.bodyText())
                    .contains("\"issuer\":\"" + stack.gatewayRoot() + "realms/orthanc\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void pages_and_redirects_name_the_gateway(List<String> said) {
        for (String target :
                List.of(
                        "/realms/orthanc/protocol/openid-connect/auth?client_id=ohif"
                                + "&response_type=code&scope=openid&code_challenge_method=S256"
                                + "&code_challenge="
                                + "x".repeat(43)
                                + "&redirect_uri="
                                + stack.viewerRoot()
                                + "callback",
                        "/realms/orthanc/dicom-access/pages/shares",
                        share.url().getPath(),
                        "/admin/master/console/")) {
            RawAnswer answer = get(target, said);

            assertThat(answer.text()).as(target).doesNotContain(MADE_UP);
            assertThat(answer.status()).as(target).isIn(200, 302, 303, 400);
        }
    }

    @Test
    void mails_name_the_gateway() {
        String token = administrator.accessToken();
        String target = "/admin/realms/orthanc/users/%s/execute-actions-email".formatted(doctor);
        for (List<String> said : headers()) {
            RawAnswer answer =
                    with(
                                    said,
                                    new RawCall("PUT", target)
                                            .bearer(token)
                                            .body(
                                                    "application/json",
                                                    "[\"UPDATE_PASSWORD\"]".getBytes(UTF_8)))
                            .send(stack.gatewayRoot());
            if (answer.status() == 400) {
                continue;
            }

            assertThat(answer.status()).as(answer.text()).isEqualTo(204);
            assertThat(mail.next())
                    .as(said.toString())
                    .contains(
                            stack.gatewayRoot() + "realms/orthanc/login-actions/action-token?key=")
                    .doesNotContain(MADE_UP);
        }
    }

    @Test
    void events_tell_where_the_caller_is() throws IOException {
        administrator.send("DELETE", "events", "");
        for (List<String> said : headers()) {
            RawAnswer answer =
                    with(
                                    said,
                                    new RawCall(
                                                    "POST",
                                                    "/realms/orthanc/protocol/openid-connect/token")
                                            .body(
                                                    "application/x-www-form-urlencoded",
                                                    ("grant_type=authorization_code&client_id=ohif"
                                                                    + "&code=made-up")
                                                            .getBytes(UTF_8)))
                            .send(stack.gatewayRoot());
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        }

        JsonNode events = json.readTree(administrator.send("GET", "events?max=100", ""));

        assertThat(events.toString()).doesNotContain(MADE_UP);
        // nginx itself refuses one of the made-up hosts.
        assertThat(events).hasSizeGreaterThanOrEqualTo(headers().size() - 1);
        assertThat(events)
                .allMatch(event -> event.required("ipAddress").asText().equals("127.0.0.1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void bulk_data_is_at_the_gateway(List<String> said) {
        RawAnswer answer =
                with(
                                said,
                                new RawCall(
                                                "GET",
                                                "/orthanc/dicom-web/studies/%s/metadata"
                                                        .formatted(
                                                                SampleStudies.A.studyInstanceUid()))
                                        .header("Accept", "application/dicom+json")
                                        .bearer(link.token()))
                        .send(stack.gatewayRoot());

        assertThat(answer.text()).doesNotContain(MADE_UP);
        if (answer.status() != 400) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bodyText())
                    .contains("\"BulkDataURI\"")
                    .contains(stack.dicomWebRoot() + "studies/");
        }
    }

    private RawAnswer get(String target, List<String> said) {
        return with(said, new RawCall("GET", target)).send(stack.gatewayRoot());
    }

    private static RawCall with(List<String> said, RawCall call) {
        return said.get(0).equals("Host")
                ? call.host(said.get(1))
                : call.header(said.get(0), said.get(1));
    }
}
