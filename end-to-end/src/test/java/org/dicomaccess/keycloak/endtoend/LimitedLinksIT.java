package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Share links and passcodes, tried faster than any department opens them. */
class LimitedLinksIT {

    private static final String LINKS = "/realms/orthanc/dicom-access/s/";

    /**
     * As many as one address may try at once, and some more than it may try until they are sent.
     */
    private static final int A_DEPARTMENT = 100;

    private static final int TOO_MANY = 400;

    private RecordedGateway gateway;

    @BeforeEach
    void a_gateway_starts() {
        gateway = RecordedGateway.start("limited-links", GatewayOptions.usual());
        gateway.keycloak().say(200, Map.of());
    }

    @AfterEach
    void it_stops() {
        gateway.close();
    }

    @Test
    void a_department_behind_one_address_opens_its_links() {
        for (int i = 0; i < A_DEPARTMENT; i++) {
            assertThat(look(i).status()).isEqualTo(200);
            assertThat(open(i).status()).isEqualTo(200);
        }
    }

    @Test
    void whoever_tries_more_is_told_to_wait_and_keycloak_is_left_alone() {
        List<RawAnswer> refused = refused(TOO_MANY, this::look);

        assertThat(refused).isNotEmpty();
        assertThat(gateway.keycloak().targets()).hasSize(TOO_MANY - refused.size());
        for (RawAnswer answer : refused) {
            assertThat(answer.text())
                    .startsWith("HTTP/1.1 429 ")
                    .containsOnlyOnce("Retry-After: 10\r\n")
                    .contains("Content-Type: application/json");
            assertThat(answer.bodyText()).contains("\"error\":\"too_many_requests\"");
        }
    }

    @Test
    void links_of_the_administrators_realm_are_counted_too() {
        assertThat(
                        refused(
                                TOO_MANY,
                                i ->
                                        new RawCall("GET", "/realms/master/dicom-access/s/" + i)
                                                .send(gateway.root())))
                .isNotEmpty();
    }

    @Test
    void a_person_gets_a_page_instead() {
        refused(TOO_MANY, this::look);

        RawAnswer answer =
                new RawCall("GET", LINKS + "x")
                        .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
                        .send(gateway.root());

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text()).contains("Content-Type: text/html", "Retry-After: 10\r\n");
        assertThat(answer.bodyText())
                .startsWith("<!doctype html>")
                .contains("load this page again in a moment");
    }

    @Test
    void passcodes_are_counted_apart_and_sooner() {
        List<RawAnswer> refused = refused(TOO_MANY / 2, this::open);

        assertThat(refused).isNotEmpty();
        assertThat(look(0).status()).isEqualTo(200);
    }

    @Test
    void nothing_else_is_affected() {
        refused(TOO_MANY, this::look);

        for (String path :
                List.of(
                        "/realms/orthanc/.well-known/openid-configuration",
                        "/realms/orthanc/dicom-access/pages/shares",
                        "/realms/orthanc/dicom-access/shares",
                        "/realms/master/protocol/openid-connect/auth",
                        "/admin/realms/s/",
                        "/resources/s/x.css",
                        "/dicom-access/grant",
                        "/ohif/")) {
            assertThat(new RawCall("GET", path).send(gateway.root()).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void other_addresses_are_not_either() {
        refused(TOO_MANY, this::look);

        assertThat(new RawCall("GET", LINKS + "x").from("127.0.0.3").send(gateway.root()).status())
                .isEqualTo(200);
    }

    /** As another proxy in front tells of them. */
    @Test
    void whoever_has_a_network_of_ipv6_addresses_is_one() {
        gateway.close();
        gateway =
                RecordedGateway.start(
                        "limited-links",
                        GatewayOptions.usual()
                                .withPiece(
                                        "dicom-access/front.conf",
                                        "set_real_ip_from 127.0.0.1;\n"
                                                + "real_ip_header X-Forwarded-For;\n"));
        gateway.keycloak().say(200, Map.of());

        assertThat(refused(TOO_MANY, i -> lookFrom("2001:db8:0:1::%x".formatted(i)))).isNotEmpty();
        assertThat(lookFrom("2001:db8:0:2::1").status()).isEqualTo(200);
        assertThat(refused(TOO_MANY, i -> lookFrom("10.0.%d.%d".formatted(i / 250, i % 250))))
                .isEmpty();
    }

    @Test
    void nobody_is_another_address_by_saying_so() {
        refused(TOO_MANY, this::look);

        List<RawAnswer> refused =
                refused(
                        20,
                        i ->
                                new RawCall("GET", LINKS + "x")
                                        .header("X-Forwarded-For", "203.0.113." + i)
                                        .header("X-Real-IP", "203.0.113." + i)
                                        .send(gateway.root()));

        assertThat(refused).isNotEmpty();
    }

    /** A share's code is all that its link needs, so that a log of them would be a list of keys. */
    @Test
    void no_log_holds_the_code_of_a_share() throws IOException {
        String code = "0dd0-c0de-for-this-test";
        for (String target :
                List.of(
                        LINKS + code,
                        LINKS + code + "?x=" + code,
                        LINKS + "%30" + code,
                        LINKS + code + "/" + code,
                        LINKS + "/" + code,
                        LINKS + "x/../" + code,
                        "/x" + LINKS + code,
                        "/s/" + code,
                        "/realms/orthanc/protocol/openid-connect/auth?state=" + code,
                        "/ohif/callback?code=" + code + "&state=" + code,
                        "/orthanc/dicom-web/studies?token=" + code)) {
            new RawCall("GET", target)
                    .header("Referer", gateway.root() + LINKS + code)
                    .header("User-Agent", code)
                    .send(gateway.root());
        }
        refused(TOO_MANY, i -> new RawCall("GET", LINKS + code + i).send(gateway.root()));

        String log = Files.readString(gateway.nginx().accessLog());
        assertThat(log).contains("\"GET " + LINKS + "-\" 200 ", "\"GET " + LINKS + "-\" 429 ");
        assertThat(log).doesNotContain("c0de-for-this-test");
        assertThat(Files.readString(gateway.nginx().errorLog())).isEmpty();
    }

    private RawAnswer look(int i) {
        return new RawCall("GET", LINKS + "code-" + i).send(gateway.root());
    }

    private RawAnswer lookFrom(String address) {
        return new RawCall("GET", LINKS + "x")
                .header("X-Forwarded-For", address)
                .send(gateway.root());
    }

    private RawAnswer open(int i) {
        return new RawCall("POST", LINKS + "code-" + i)
                .body("application/x-www-form-urlencoded", "passcode=1".getBytes(UTF_8))
                .send(gateway.root());
    }

    private static List<RawAnswer> refused(
            int times, java.util.function.IntFunction<RawAnswer> call) {
        List<RawAnswer> refused = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            RawAnswer answer = call.apply(i);
            if (answer.status() == 429) {
                refused.add(answer);
            }
        }
        return refused;
    }
}
