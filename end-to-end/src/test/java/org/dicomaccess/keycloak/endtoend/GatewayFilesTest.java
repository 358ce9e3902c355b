package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.endtoend.GatewayByItsFile.Answered;
import org.dicomaccess.keycloak.endtoend.GatewayByItsFile.Forwarded;
import org.dicomaccess.keycloak.endtoend.GatewayByItsFile.Outcome;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped files of Traefik and Envoy send to the check, and hand on to Orthanc. */
class GatewayFilesTest {

    private static final String SEARCH = "/orthanc/dicom-web/studies?limit=5&offset=0";
    private static final String TARGET = "/dicom-web/studies?StudyInstanceUID=1.2.3&limit=5";
    private static final String OWN_KEY = "dak.b3du.a2V5.c2VjcmV0";

    private static final TraefikByItsFile TRAEFIK =
            new TraefikByItsFile("images.example.org", OWN_KEY);
    private static final EnvoyByItsFile ENVOY = new EnvoyByItsFile("images.example.org", OWN_KEY);

    static Stream<Named<GatewayByItsFile>> gateways() {
        return Stream.of(Named.of("Traefik", TRAEFIK), Named.of("Envoy", ENVOY));
    }

    /** Somebody who says more than a viewer does. */
    private static ClientCall talkative() {
        return new ClientCall("POST", SEARCH)
                .with("Authorization", "Bearer a.b.c")
                .with("Token", "d.e.f")
                .with("Api-Key", "dak.Zm9l.a2V5.c2VjcmV0")
                .with("Accept", "application/dicom+json")
                .with("Cookie", "session=1")
                .with("X-HTTP-Method-Override", "DELETE")
                .with("X-Original-Method", "GET")
                .with("X-Original-URI", "/orthanc/dicom-web/studies/1.2.3/series")
                .with("X-Forwarded-Method", "GET")
                .with("X-Forwarded-Uri", "/orthanc/dicom-web/studies/1.2.3/series")
                .with("X-Dicom-Access-Target", "/patients")
                .with("X-Dicom-Access-Forward-Token", "true")
                .with("Forwarded", "host=evil.example.org");
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void only_what_tells_who_asks_reaches_the_check(GatewayByItsFile gateway) {
        ClientCall check = gateway.check(talkative());

        assertThat(check.headerNames())
                .contains("authorization", "token", "api-key")
                .doesNotHaveDuplicates()
                .isSubsetOf(
                        "authorization",
                        "token",
                        "api-key",
                        "content-length",
                        "x-forwarded-method",
                        "x-forwarded-uri",
                        "x-forwarded-proto",
                        "x-forwarded-host",
                        "x-forwarded-for");
        assertThat(check.header("Authorization")).contains("Bearer a.b.c");
    }

    @Test
    void traefik_tells_method_and_uri_in_headers() {
        ClientCall check = TRAEFIK.check(talkative());

        assertThat(check.method()).isEqualTo("GET");
        assertThat(check.target()).isEqualTo("/realms/orthanc/dicom-access/check/orthanc");
        assertThat(check.header("X-Forwarded-Method")).contains("POST");
        assertThat(check.header("X-Forwarded-Uri")).contains(SEARCH);
    }

    @Test
    void envoy_tells_method_and_uri_by_its_own() {
        ClientCall check = ENVOY.check(talkative());

        assertThat(check.method()).isEqualTo("POST");
        assertThat(check.target())
                .isEqualTo("/realms/orthanc/dicom-access/narrow/orthanc" + SEARCH);
        assertThat(check.headerNames()).noneMatch(name -> name.startsWith("x-"));
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void the_token_ends_at_the_gateway(GatewayByItsFile gateway) {
        ClientCall sent = forwarded(gateway.after(talkative(), granted(TARGET, null)));

        assertThat(sent.headerNames())
                .doesNotContain("authorization", "token", "cookie", "x-http-method-override")
                .contains("accept");
        assertThat(sent.header("api-key")).contains(OWN_KEY);
        assertThat(sent.header("Forwarded"))
                .contains("host=images.example.org/orthanc;proto=https");
        assertThat(sent.method()).isEqualTo("POST");
    }

    @Test
    void traefik_forwards_what_the_caller_wrote_below_another_root() {
        assertThat(forwarded(TRAEFIK.after(talkative(), granted(null, null))).target())
                .isEqualTo("/dicom-web/studies?limit=5&offset=0");
    }

    @Test
    void envoy_forwards_the_target() {
        ClientCall sent = forwarded(ENVOY.after(talkative(), granted(TARGET, null)));

        assertThat(sent.target()).isEqualTo(TARGET);
        assertThat(sent.headerNames()).containsExactlyInAnyOrder("accept", "api-key", "forwarded");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "patients", "http://elsewhere.example.org/", "'/a b'", "/é"})
    void envoy_forwards_nothing_without_a_target(@Nullable String target) {
        assertThat(answered(ENVOY.after(talkative(), granted(target, null))).status())
                .isEqualTo(503);
    }

    @ParameterizedTest(name = "check says {0}, caller sends {1} -> {2}")
    @CsvFileSource(resources = "forwarded-tokens.csv", numLinesToSkip = 1)
    void envoy_forwards_a_token_when_the_check_said_so(
            @Nullable String said, @Nullable String sent, @Nullable String arrives) {
        ClientCall call = new ClientCall("GET", SEARCH);
        ClientCall asked = sent == null ? call : call.with("Authorization", sent);

        Outcome outcome = ENVOY.after(asked, granted(TARGET, said));

        if ("(nothing)".equals(arrives)) {
            assertThat(answered(outcome).status()).isEqualTo(503);
        } else if (arrives == null) {
            assertThat(forwarded(outcome).headerNames()).doesNotContain("authorization");
        } else {
            assertThat(forwarded(outcome).header("authorization")).contains(arrives);
            assertThat(forwarded(outcome).headerNames()).doesNotContain("api-key");
        }
    }

    @Test
    void envoy_forwards_an_api_key_when_the_check_said_so() {
        ClientCall asked = new ClientCall("GET", SEARCH).with("api-key", "dak.Zm9l.a2V5.c2Vj");

        assertThat(forwarded(ENVOY.after(asked, granted(TARGET, "true"))).header("api-key"))
                .contains("dak.Zm9l.a2V5.c2Vj");
        assertThat(forwarded(ENVOY.after(asked, granted(TARGET, null))).header("api-key"))
                .contains(OWN_KEY);
    }

    @Test
    void envoy_says_itself_what_went_wrong_behind() {
        RawAnswer answer =
                ENVOY.shown(
                        new RawAnswer(
                                "HTTP/1.1 404 Not Found\r\nSet-Cookie: a=b\r\nContent-Length: 9\r\n"
                                        + "\r\n1.2.3 no."));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("not_found").doesNotContain("1.2.3");
        assertThat(answer.header("content-length"))
                .contains(Integer.toString(answer.body().length()));
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    void envoy_leaves_an_image_as_it_is() {
        RawAnswer answer = ENVOY.shown(new RawAnswer("HTTP/1.1 200 OK\r\nA: b\r\n\r\npixels"));

        assertThat(answer.body()).isEqualTo("pixels");
        assertThat(answer.header("a")).contains("b");
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void nothing_goes_on_when_the_check_refuses_or_fails(GatewayByItsFile gateway) {
        for (int status : new int[] {401, 403, 404, 500, 503}) {
            RawAnswer checked =
                    new RawAnswer(
                            "HTTP/1.1 %d -\r\nX-Dicom-Access-Reason: study_not_granted\r\n\r\n{}"
                                    .formatted(status));

            RawAnswer answer = answered(gateway.after(talkative(), checked));

            assertThat(answer.status()).isEqualTo(status == 500 ? answer.status() : status);
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ohif/viewer, false",
        "/realms/orthanc/account, false",
        "/admin/, false",
        "/dicom-access/grant, false",
        "/dicom-access/grant/x, true",
        "/orthanc/system, true",
        "/dicom-web/studies, true",
        "/studies/1, true",
        "/realmsx, true",
        "/x, true"
    })
    void envoy_checks_whatever_could_be_orthancs(String target, boolean checked) {
        assertThat(ENVOY.checks(target)).isEqualTo(checked);
    }

    @Test
    void envoy_reads_one_path_where_the_check_reads_it() {
        JsonNode connections = ENVOY.connections();

        assertThat(connections.path("normalize_path").asBoolean()).isTrue();
        assertThat(connections.path("merge_slashes").asBoolean()).isFalse();
        assertThat(connections.path("path_with_escaped_slashes_action").asText())
                .isEqualTo("REJECT_REQUEST");
        assertThat(connections.path("use_remote_address").asBoolean()).isTrue();
        JsonNode authorization = connections.at("/http_filters/0/typed_config");
        assertThat(authorization.path("failure_mode_allow").asBoolean(true)).isFalse();
        assertThat(authorization.has("with_request_body")).isFalse();
    }

    @Test
    void traefik_reaches_orthanc_past_the_check_only() {
        JsonNode http = traefik("traefik/forward-auth.yaml").path("http");
        List<String> first = new ArrayList<>();
        for (JsonNode router : http.path("routers")) {
            if (router.path("service").asText().equals("orthanc")) {
                first.add(router.at("/middlewares/0").asText());
            }
        }

        assertThat(first).containsExactly("dicom-access");
        assertThat(http.at("/middlewares/dicom-access").has("forwardAuth")).isTrue();
        assertThat(http.at("/middlewares/dicom-access/forwardAuth").has("forwardBody")).isFalse();
    }

    @Test
    void traefik_writes_no_query_and_no_header_into_its_log() {
        JsonNode fields = traefik("traefik/traefik.yaml").at("/accessLog/fields");

        assertThat(fields.at("/names/RequestPath").asText()).isEqualTo("drop");
        assertThat(fields.at("/names/RequestLine").asText()).isEqualTo("drop");
        assertThat(fields.at("/headers/defaultMode").asText()).isEqualTo("drop");
    }

    @Test
    void traefik_in_front_of_nginx_leads_to_nginx_only() {
        JsonNode http = traefik("traefik/in-front-of-nginx.yaml").path("http");

        assertThat(http.path("services")).hasSize(1);
        assertThat(http.at("/services/gateway/loadBalancer/servers/0/url").asText())
                .isEqualTo("http://nginx:8088");
        assertThat(http.at("/services/gateway/loadBalancer/passHostHeader").asBoolean()).isTrue();
    }

    private static JsonNode traefik(String file) {
        return ShippedYaml.read(
                file,
                Map.of(
                        "DICOM_ACCESS_HOST", "images.example.org",
                        "DICOM_ACCESS_ENDPOINT", "/realms/orthanc/dicom-access",
                        "DICOM_ACCESS_AUDIENCE", "orthanc",
                        "KEYCLOAK_ADDRESS", "keycloak:8080",
                        "ORTHANC_ADDRESS", "orthanc:8042",
                        "ORTHANC_API_KEY", OWN_KEY,
                        "NGINX_ADDRESS", "nginx:8088"));
    }

    private static RawAnswer granted(@Nullable String target, @Nullable String forwardToken) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Dicom-Access-Reason", "granted");
        if (target != null) {
            headers.put("X-Dicom-Access-Target", target);
        }
        if (forwardToken != null) {
            headers.put("X-Dicom-Access-Forward-Token", forwardToken);
        }
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\n");
        headers.forEach(
                (name, value) -> answer.append(name).append(": ").append(value).append("\r\n"));
        return new RawAnswer(answer.append("\r\n").toString());
    }

    private static ClientCall forwarded(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Forwarded.class);
        return ((Forwarded) outcome).call();
    }

    private static RawAnswer answered(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Answered.class);
        return ((Answered) outcome).answer();
    }
}
