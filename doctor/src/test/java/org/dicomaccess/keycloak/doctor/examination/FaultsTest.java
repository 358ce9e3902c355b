package org.dicomaccess.keycloak.doctor.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.doctor.examination.Fault.at;
import static org.dicomaccess.keycloak.doctor.examination.Fault.believing;
import static org.dicomaccess.keycloak.doctor.examination.Fault.below;
import static org.dicomaccess.keycloak.doctor.examination.Fault.letting;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Trouble;
import org.dicomaccess.keycloak.doctor.finding.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault that a deployment can have is found by the examination that looks for it. */
class FaultsTest {
    private static final String DISCOVERY = "/realms/orthanc/.well-known/openid-configuration";
    private static final String CERTS = "/realms/orthanc/protocol/openid-connect/certs";
    private static final String AUTH = "/realms/orthanc/protocol/openid-connect/auth";
    private static final String USERINFO = "/realms/orthanc/protocol/openid-connect/userinfo";
    private static final String EXTENSION = "/realms/orthanc/dicom-access";
    private static final String STUDIES = "/orthanc/dicom-web/studies";

    static Stream<Arguments> faults() {
        return Stream.of(reaching(), names(), pages(), tokens(), requests(), inside())
                .flatMap(some -> some);
    }

    private static Arguments fault(String name, Fault fault, String examination, String... words) {
        return arguments(name, fault, examination, Verdict.WRONG, words);
    }

    private static Arguments weakness(
            String name, Fault fault, String examination, String... words) {
        return arguments(name, fault, examination, Verdict.WARNING, words);
    }

    private static Stream<Arguments> reaching() {
        return Stream.of(
                fault(
                        "the gateway is broken",
                        at("/", told -> told.withStatus(502)),
                        "gateway",
                        "502",
                        "error log"),
                fault(
                        "the viewer is not there",
                        at("/ohif/", told -> told.withStatus(404)),
                        "viewer",
                        "OHIF is not there",
                        "VIEWER_ROOT"),
                fault(
                        "the viewer was made for another path",
                        at("/ohif/", told -> told.replacing("/ohif/app.js", "/app.js")),
                        "viewer",
                        "stays blank",
                        "prepare-viewer.mjs"),
                fault(
                        "the viewer has its own configuration",
                        at("/ohif/app-config.js", told -> told.withBody("window.config = {}")),
                        "viewer",
                        "share links will not open",
                        "app-config.js"),
                fault(
                        "the viewer has no page for refusals",
                        at("/ohif/refused.html", told -> told.withStatus(404)),
                        "viewer",
                        "refused.html",
                        "docker/ohif"),
                fault(
                        "the viewer is told nothing",
                        at("/ohif/deployment.js", told -> told.withBody("")),
                        "viewer",
                        "not told where people sign in",
                        "DICOM_ACCESS_ISSUER"),
                fault(
                        "the realm has another name",
                        at(DISCOVERY, told -> told.withStatus(404)),
                        "realm",
                        "The realm orthanc is not at",
                        "--realm"),
                fault(
                        "Keycloak is away",
                        at(DISCOVERY, told -> told.withStatus(503)),
                        "realm",
                        "503",
                        "KEYCLOAK_ADDRESS"),
                fault(
                        "the realm's answer is a page",
                        at(DISCOVERY, told -> Told.page("<html>")),
                        "realm",
                        "The realm orthanc is not at",
                        "keycloak.conf.template"),
                fault(
                        "the extension is off",
                        at(EXTENSION + "/grant", told -> Told.status(404)),
                        "extension",
                        "no endpoint of this extension",
                        "dicom-access.enabled=true",
                        "providers/"),
                fault(
                        "something answers in the extension's place",
                        at(EXTENSION + "/grant", told -> Told.page("hello")),
                        "extension",
                        "strangely"),
                fault(
                        "the gateway looks for the extension elsewhere",
                        at("/dicom-access/grant", told -> told.withStatus(503)),
                        "extension",
                        "The gateway does not find the extension",
                        "DICOM_ACCESS_ENDPOINT"),
                fault(
                        "everybody sees the images",
                        letting("GET", STUDIES),
                        "DICOMweb without a token",
                        "EVERYBODY sees the images",
                        "auth_request"),
                fault(
                        "everybody sees Orthanc",
                        letting("GET", "/orthanc/system"),
                        "DICOMweb without a token",
                        "EVERYBODY sees the images"),
                fault(
                        "the gateway cannot ask Keycloak",
                        below("/orthanc/", told -> told.withStatus(503)),
                        "DICOMweb without a token",
                        "cannot ask Keycloak",
                        "KEYCLOAK_ADDRESS"),
                fault(
                        "DICOMweb is elsewhere",
                        below("/orthanc/", told -> told.withStatus(404)),
                        "DICOMweb without a token",
                        "DICOMweb is not there"),
                fault(
                        "something in front asks for a password",
                        below("/orthanc/", told -> told.withStatus(407)),
                        "DICOMweb without a token",
                        "instead of 401"));
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                fault(
                        "Keycloak has another host name",
                        at(DISCOVERY, told -> told.replacing("//localhost", "//keycloak")),
                        "issuer",
                        "calls itself http://keycloak",
                        "--hostname=http://localhost",
                        "KC_HOSTNAME"),
                fault(
                        "the viewer signs in elsewhere",
                        at("/ohif/deployment.js", told -> told.replacing("localhost", "old")),
                        "issuer of the viewer",
                        "sends people to http://old",
                        "DICOM_ACCESS_ISSUER"),
                fault(
                        "one address of the realm is an inner one",
                        at(
                                DISCOVERY,
                                told -> told.replacing("/t\"", "/t\", \"a\": [\"http://in/\"]")),
                        "addresses of the realm",
                        "such as http://in/",
                        "KC_PROXY_HEADERS"),
                fault(
                        "the caller's Host is believed",
                        (asked, told) ->
                                asked.header("Host").orElse("").endsWith(".example")
                                        ? told.replacing("localhost", asked.header("Host").get())
                                        : told,
                        "spoofed host names",
                        "header Host",
                        "KC_HOSTNAME"),
                fault(
                        "the caller's X-Forwarded-Host is believed",
                        (asked, told) ->
                                asked.header("X-Forwarded-Host")
                                        .map(host -> told.replacing("localhost", host))
                                        .orElse(told),
                        "spoofed host names",
                        "header X-Forwarded-Host",
                        "X-Forwarded-*"),
                fault(
                        "the caller's Forwarded is believed",
                        (asked, told) ->
                                asked.header("Forwarded").isPresent()
                                        ? told.replacing("localhost", "elsewhere.example")
                                        : told,
                        "spoofed host names",
                        "header Forwarded"));
    }

    private static Stream<Arguments> pages() {
        return Stream.of(
                fault(
                        "the viewer's client has no such redirect",
                        at(AUTH, told -> told.withStatus(400)),
                        "sign-in",
                        "sees an error: status 400",
                        "/ohif/callback"),
                fault(
                        "a cookie is read by scripts",
                        at(AUTH, told -> told.replacing("HttpOnly", "")),
                        "cookies",
                        "Every script of the site reads the cookie AUTH_SESSION_ID"),
                fault(
                        "a cookie is for another path",
                        at(AUTH, told -> told.replacing("Path=/realms", "Path=/auth/realms")),
                        "cookies",
                        "Browsers do not send back the cookie AUTH_SESSION_ID",
                        "KC_HOSTNAME"),
                weakness(
                        "a cookie is for the whole host",
                        at(AUTH, told -> told.replacing("Path=/realms/orthanc/", "Path=/")),
                        "cookies",
                        "sent to everything on this host"),
                fault(
                        "browsers refuse a cookie",
                        at(AUTH, told -> told.replacing("HttpOnly", "HttpOnly;SameSite=None")),
                        "cookies",
                        "SameSite=None without Secure"),
                fault(
                        "the gateway drops cookies",
                        at(AUTH, told -> told.without("Set-Cookie")),
                        "cookies",
                        "sets no cookie"),
                fault(
                        "the viewer's configuration is kept",
                        at("/ohif/app-config.js", told -> told.without("Cache-Control")),
                        "headers of the viewer",
                        "/ohif/app-config.js has no header Cache-Control: no-store"),
                fault(
                        "the viewer's addresses are told",
                        at("/ohif/", told -> told.without("Referrer-Policy")),
                        "headers of the viewer",
                        "Referrer-Policy: no-referrer",
                        "add_header"),
                fault(
                        "browsers guess",
                        at("/ohif/deployment.js", told -> told.without("X-Content-Type-Options")),
                        "headers of the viewer",
                        "nosniff"),
                fault(
                        "the viewer has no policy",
                        at("/ohif/index.html", told -> told.without("Content-Security-Policy")),
                        "headers of the viewer",
                        "Content-Security-Policy"),
                fault(
                        "a refusal is kept",
                        below("/orthanc/", told -> told.without("Cache-Control")),
                        "headers of refusals",
                        "no-store"),
                fault(
                        "the share's page is kept",
                        below(EXTENSION + "/s/", told -> told.without("Cache-Control")),
                        "headers of the share's page",
                        "no-store"),
                fault(
                        "the page alone is isolated",
                        at(
                                "/ohif/",
                                told ->
                                        told.with(
                                                "Cross-Origin-Opener-Policy: same-origin",
                                                "Cross-Origin-Embedder-Policy: require-corp")),
                        "cross-origin isolation",
                        "images stay black",
                        "Cross-Origin-Embedder-Policy"),
                fault(
                        "all but a worker are isolated",
                        (asked, told) ->
                                asked.path().endsWith(".worker.js")
                                        ? told
                                        : told.with(
                                                "Cross-Origin-Opener-Policy: same-origin",
                                                "Cross-Origin-Embedder-Policy: require-corp"),
                        "cross-origin isolation",
                        "index.worker.js"),
                weakness(
                        "the server tells its version",
                        below("/ohif/", told -> told.replacing("nginx", "nginx/1.22.1")),
                        "version of the server",
                        "nginx/1.22.1",
                        "server_tokens off"),
                fault(
                        "a token in an address is passed on",
                        at("/ohif", told -> told.replacing("/ohif/", "/ohif/?token=" + MARK)),
                        "token in an address",
                        "/ohif passes a token"),
                fault(
                        "a token in an address is repeated",
                        at(STUDIES, told -> told.withBody(MARK)),
                        "token in an address",
                        "repeats a token"));
    }

    private static final String MARK = "dicom-access-doctor-was-here";

    private static Stream<Arguments> tokens() {
        return Stream.of(
                fault(
                        "no key to sign with",
                        at(CERTS, told -> told.replacing("\"sig\"", "\"enc\"")),
                        "keys",
                        "no key to sign with",
                        "ecdsa-generated"),
                weakness(
                        "RSA only",
                        at(CERTS, told -> told.replacing("\"EC\"", "\"RSA\"")),
                        "keys",
                        "tokens are long",
                        "P-256"),
                fault(
                        "a private key is shown",
                        at(CERTS, told -> told.replacing("\"x\"", "\"d\": \"1\", \"x\"")),
                        "keys",
                        "private key"),
                fault(
                        "the keys cannot be read",
                        at(CERTS, told -> told.withStatus(500)),
                        "keys",
                        "cannot be read"),
                fault(
                        "another key has signed",
                        at(CERTS, told -> told.replacing("key-1", "key-2")),
                        "signature",
                        "a key that the realm does not show"),
                fault(
                        "the key is another one",
                        at(CERTS, told -> told.replacing("\"x\": \"", "\"x\": \"AA")),
                        "signature",
                        "not the key's"),
                fault(
                        "the secret is wrong",
                        below(EXTENSION + "/tokens", told -> told.withStatus(401)),
                        "share given",
                        "does not take the secret",
                        "Credentials"),
                fault(
                        "the client has no viewer",
                        below(
                                EXTENSION + "/tokens",
                                told ->
                                        Told.json("{\"error_description\": \"type: no viewer\"}")
                                                .withStatus(400)),
                        "share given",
                        "type: no viewer",
                        "dicom-access.viewer.ohif"),
                fault(
                        "the link leads elsewhere",
                        below(
                                EXTENSION + "/tokens",
                                told -> told.replacing("http://localhost", "http://keycloak")),
                        "share given",
                        "does not lead to",
                        "KC_HOSTNAME"),
                weakness(
                        "links hold the token",
                        below(EXTENSION + "/tokens", told -> told.replacing("/s/", "#token=")),
                        "share given",
                        "hold the token",
                        "dicom-access.token-links"),
                fault(
                        "the token is for somebody else",
                        recoded("\"aud\":\"orthanc\"", "\"aud\":[\"orthanc\",\"account\"]"),
                        "study token",
                        "not for the client orthanc alone"),
                fault(
                        "the token is of another kind",
                        recoded("\"typ\":\"Study\"", "\"typ\":\"Bearer\""),
                        "study token",
                        "kind \"Study\""),
                fault(
                        "the token has another issuer",
                        recoded("\"iss\":\"http", "\"iss\":\"https"),
                        "study token",
                        "as its issuer",
                        "KC_HOSTNAME"),
                fault(
                        "the token lasts longer",
                        recoded("\"exp\":1", "\"exp\":9"),
                        "study token",
                        "60 were asked for"),
                fault(
                        "the token opens more",
                        recoded("\"study_instance_uids\":[", "\"study_instance_uids\":[\"1.2\","),
                        "study token",
                        "the one study"),
                fault(
                        "a study token opens Keycloak",
                        at(USERINFO, told -> Told.json("{}")),
                        "study token at Keycloak",
                        "opens Keycloak itself"),
                fault(
                        "the share's page is not found",
                        below(EXTENSION + "/s/", told -> told.withStatus(404)),
                        "share's page",
                        "not found",
                        "keycloak.conf.template"),
                fault(
                        "the share has no viewer",
                        below(EXTENSION + "/s/", told -> told.withStatus(503)),
                        "share's page",
                        "no viewer",
                        "dicom-access.viewer.ohif"),
                fault(
                        "the share's page has no button",
                        below(EXTENSION + "/s/", told -> told.withBody("<html>")),
                        "share's page",
                        "no button",
                        "dicom-access-landing.ftl"),
                fault(
                        "the share opens another viewer",
                        below(EXTENSION + "/s/", told -> told.replacing("/ohif/viewer", "/other")),
                        "share opened",
                        "The share opens",
                        "dicom-access.viewer.ohif"),
                fault(
                        "the viewer's addresses are not found",
                        at("/ohif/viewer", told -> told.withStatus(404)),
                        "share opened",
                        "does not answer",
                        "try_files"),
                fault(
                        "the token gets into the address",
                        below(
                                EXTENSION + "/s/",
                                told -> told.replacing("#token=", "&token=x#token=")),
                        "share opened",
                        "gets into logs"),
                fault(
                        "the button leads nowhere",
                        below(EXTENSION + "/s/", told -> told.without("Location")),
                        "share opened",
                        "does not lead to a viewer"));
    }

    /** The claims of every token, changed. */
    private static Fault recoded(String text, String by) {
        return below(EXTENSION + "/tokens", told -> Recoding.ofToken(told, text, by));
    }

    private static Stream<Arguments> requests() {
        return Stream.of(
                fault(
                        "the shared study is refused",
                        below("/orthanc/", told -> told.withStatus(403)),
                        "share: its study",
                        "not opened",
                        "DICOM_ACCESS_AUDIENCE"),
                fault(
                        "another study is opened",
                        (asked, told) ->
                                asked.path().matches(STUDIES + "/[0-9.]+/series")
                                        ? Told.json("[]")
                                        : told,
                        "share: another study",
                        "LET THROUGH",
                        "auth_request"),
                fault(
                        "a search finds everything",
                        (asked, told) ->
                                asked.target().equals(STUDIES)
                                        ? Told.json(
                                                "[{\"0020000D\": {\"vr\": \"UI\", \"Value\":"
                                                        + " [\"1.2.3\"]}}]")
                                        : told,
                        "share: search for all studies",
                        "OTHER STUDIES",
                        "X-Dicom-Access-Target"),
                fault(
                        "a search finds something that has no UID",
                        (asked, told) ->
                                asked.query().startsWith("PatientName") ? Told.json("[{}]") : told,
                        "share: search for a patient",
                        "OTHER STUDIES"),
                fault(
                        "series are found",
                        at("/orthanc/dicom-web/series", told -> Told.json("[{}]")),
                        "share: search for all series",
                        "OTHER STUDIES"),
                fault(
                        "Orthanc's REST is open",
                        letting("GET", "/orthanc/studies"),
                        "share: REST of Orthanc",
                        "LET THROUGH"),
                fault(
                        "deleting is open",
                        letting("DELETE", STUDIES),
                        "share: deleting",
                        "LET THROUGH"),
                fault(
                        "uploading is open",
                        letting("POST", STUDIES),
                        "share: uploading",
                        "LET THROUGH"),
                fault(
                        "changing is open",
                        letting("PUT", STUDIES),
                        "share: changing",
                        "LET THROUGH"),
                fault(
                        "an argument deletes",
                        letting("GET", "_method"),
                        "share: deleting by an argument",
                        "LET THROUGH"),
                fault(
                        "dot segments are put right",
                        letting("GET", "/../"),
                        "share: dot segments",
                        "LET THROUGH",
                        "X-Dicom-Access-Target"),
                fault(
                        "written dot segments are put right",
                        letting("GET", "/%2e%2e/"),
                        "share: written dot segments",
                        "LET THROUGH"),
                fault(
                        "X-Original-URI is believed",
                        believing("X-Original-URI"),
                        "share: header X-Original-URI",
                        "LET THROUGH",
                        "proxy_pass_request_headers"),
                fault(
                        "X-Forwarded-Uri is believed",
                        believing("X-Forwarded-Uri"),
                        "share: header X-Forwarded-Uri",
                        "LET THROUGH"),
                fault(
                        "X-Original-Method is believed",
                        believing("X-Original-Method"),
                        "share: header X-Original-Method",
                        "LET THROUGH"),
                fault(
                        "X-Forwarded-Method is believed",
                        believing("X-Forwarded-Method"),
                        "share: header X-Forwarded-Method",
                        "LET THROUGH"),
                fault(
                        "X-HTTP-Method-Override is believed",
                        (asked, told) ->
                                asked.header("X-HTTP-Method-Override").isPresent()
                                        ? told.withStatus(404)
                                        : told,
                        "share: header X-HTTP-Method-Override",
                        "not opened"),
                fault(
                        "signatures are not looked at",
                        believing("Authorization"),
                        "share: garbled token",
                        "without a good token"),
                fault(
                        "unsigned tokens are taken",
                        believing("Authorization"),
                        "share: unsigned token",
                        "without a good token"),
                fault(
                        "no token is needed",
                        letting("GET", STUDIES),
                        "share: no token",
                        "without a good token"),
                weakness(
                        "the refusal has another reason",
                        below("/orthanc/", told -> told.replacing("study_not", "action_not")),
                        "share: another study",
                        "because of action_not_granted"),
                fault(
                        "a token that was taken back is kept",
                        letting("GET", "limit=7"),
                        "token taken back",
                        "is not refused",
                        "dicom-access.check-validity"),
                fault(
                        "tokens cannot be taken back",
                        at(EXTENSION + "/revoke", told -> told.withStatus(503)),
                        "token taken back",
                        "cannot be taken back"),
                fault(
                        "the end is refused in another way",
                        (asked, told) ->
                                told.status() == 401 && asked.path().startsWith("/orthanc/")
                                        ? told.withStatus(403)
                                        : told,
                        "token after its end",
                        "instead of 401"));
    }

    private static Stream<Arguments> inside() {
        return Stream.of(
                fault(
                        "everybody sees metrics",
                        at("/metrics", told -> Told.page("# TYPE jvm gauge")),
                        "management of Keycloak",
                        "/metrics",
                        "keycloak.conf.template"),
                fault(
                        "everybody sees health",
                        at("/health", told -> Told.json("{\"status\": \"UP\"}")),
                        "management of Keycloak",
                        "/health"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_fault_is_found_and_named(
            String name, Fault fault, String examination, Verdict verdict, String... words) {
        try (SimulatedDeployment ill = SimulatedDeployment.with(fault)) {
            Finding finding = Examined.at(ill.root()).by(examination);

            assertThat(finding.verdict()).as(finding.toString()).isEqualTo(verdict);
            assertThat(finding.troubles().toString())
                    .contains(words)
                    .doesNotContain("%s", "$s", "%d", SimulatedDeployment.SECRET, "eyJ");
            assertThat(finding.troubles()).extracting(Trouble::mend).doesNotContain("");
        }
    }

    static Stream<String> examinations() {
        return faults().map(fault -> (String) fault.get()[2]).distinct();
    }

    @ParameterizedTest
    @MethodSource("examinations")
    void where_nothing_is_wrong_the_same_examination_says_so(String examination) {
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy()) {
            Finding finding = Examined.at(healthy.root()).by(examination);

            assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.OK);
        }
    }
}
