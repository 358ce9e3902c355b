package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.annotations.TestSetup;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;
import org.keycloak.testframework.util.ApiUtil;

/** What a study token says, who can verify it, how long it lives and what ends it. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
public class StudyTokenIT {
    private static final String STUDY = "1.2.826.0.1.3680043.10.1455.1.1";
    private static final String OTHER_STUDY = "1.2.826.0.1.3680043.10.1455.2.1";

    /** As long as a UID may be (DICOM PS3.5 §9.1). */
    private static final String LONGEST_STUDY_UID =
            "1.2.826.0.1.3680043.10.1455.2026112409001234567890.12345678901.1";

    private static final String ORTHANC_ID = "6e2c0ec2-5d99c8ca-c1c21cee-79a09605-68391d12";

    private static final Duration TEN_YEARS = Duration.ofSeconds(315_360_000);

    private static final Set<String> KNOWN_CLAIMS =
            Set.of(
                    "iss",
                    "aud",
                    "sub",
                    "client_id",
                    "iat",
                    "exp",
                    "jti",
                    "typ",
                    "link",
                    "scope",
                    "study_instance_uids",
                    "orthanc_ids");

    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    @InjectRealm(ref = "rsa", fromJson = "/orthanc-realm.json", config = RealmWithRsaOnly.class)
    ManagedRealm rsaRealm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private SigningKeys keys;

    @TestSetup
    public void take_the_es256_key_from_one_realm() {
        new SigningKeys(rsaRealm).imported().remove();
    }

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        keys = new SigningKeys(realm);
    }

    // What it says

    @Test
    void an_independent_verifier_accepts_it_with_the_published_keys() throws ParseException {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = before.plusSeconds(3600);

        String token = mintUntil(end, STUDY, OTHER_STUDY);

        JWTClaimsSet claims =
                new IndependentVerifier(realm.getBaseUrl())
                        .verify(token, JWSAlgorithm.ES256, "orthanc");
        assertThat(claims.getIssuer()).isEqualTo(realm.getBaseUrl());
        assertThat(claims.getAudience()).containsExactly("orthanc");
        assertThat(claims.getSubject()).isEqualTo("orthanc");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("orthanc");
        assertThat(claims.getIssueTime().toInstant()).isBetween(before, Instant.now());
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(end);
        assertThat(claims.getJWTID()).matches("[A-Za-z0-9_-]{22}");
        assertThat(claims.getStringClaim("scope")).isEqualTo("read");
        assertThat(claims.getStringClaim("typ")).isEqualTo("Study");
        assertThat(claims.getStringClaim("link")).isEqualTo("ohif");
        assertThat(claims.getStringListClaim("study_instance_uids"))
                .containsExactly(STUDY, OTHER_STUDY);
    }

    @Test
    void its_header_says_rfc_9068_and_the_key_and_nothing_else() throws ParseException {
        Map<String, Object> header =
                SignedJWT.parse(doors.studyToken(STUDY)).getHeader().toJSONObject();

        assertThat(header)
                .containsOnly(
                        Map.entry("typ", "at+jwt"),
                        Map.entry("alg", "ES256"),
                        Map.entry("kid", keys.activeKid("ES256")));
    }

    @Test
    void it_holds_the_known_claims_only_even_when_more_was_sent() throws ParseException {
        Answer answer =
                doors.create(
                        "ohif-viewer-publication",
                        """
                        {"id": "Meier^Anna", "server-id": null, "type": "ohif-viewer-publication",
                         "patient-name": "Meier^Anna", "labels": ["oncology"],
                         "resources": [{"dicom-uid": "%s", "orthanc-id": "%s", "level": "study",
                                        "url": "http://localhost/Meier", "patient-id": "4711"}]}
                        """
                                .formatted(STUDY, ORTHANC_ID));

        JWTClaimsSet claims = claims(token(answer));

        assertThat(claims.getClaims().keySet()).containsExactlyInAnyOrderElementsOf(KNOWN_CLAIMS);
        assertThat(claims.toString()).doesNotContain("Meier", "4711", "oncology");
    }

    @Test
    void a_one_study_token_is_shorter_than_700_characters() {
        Answer answer =
                doors.create(
                        "ohif-viewer-publication",
                        """
                        {"resources": [{"dicom-uid": "%s", "orthanc-id": "%s", "level": "study"}]}
                        """
                                .formatted(LONGEST_STUDY_UID, ORTHANC_ID));

        assertThat(LONGEST_STUDY_UID).hasSize(64);
        assertThat(token(answer)).hasSizeLessThan(700);
    }

    @Test
    void studies_known_by_orthanc_id_only_have_a_claim_of_their_own() throws ParseException {
        Answer answer =
                doors.create(
                        "viewer-instant-link",
                        """
                        {"resources": [{"orthanc-id": "%s", "level": "study"}]}
                        """
                                .formatted(ORTHANC_ID));

        JWTClaimsSet claims = claims(token(answer));

        assertThat(claims.getStringListClaim("orthanc_ids")).containsExactly(ORTHANC_ID);
        assertThat(claims.getClaims()).doesNotContainKey("study_instance_uids");
        assertThat(granted(doors.validate(questionAboutOrthancId(token(answer), ORTHANC_ID))))
                .isTrue();
    }

    @Test
    void no_two_tokens_have_the_same_id() throws ParseException {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            ids.add(claims(doors.studyToken(STUDY)).getJWTID());
        }

        assertThat(ids).hasSize(20);
    }

    @Test
    void no_door_writes_it_to_the_log() throws IOException {
        String token = doors.studyToken(STUDY);
        String garbled = token.substring(0, token.length() - 1);
        assertOpens(token);
        assertOpensNothing(garbled);
        doors.profileOfToken(token);
        doors.profileOfToken(garbled);

        String log = Files.readString(Path.of("target", "keycloak.log"));
        assertThat(log).contains("Not a study token for orthanc");
        for (String part : garbled.split("\\.")) {
            assertThat(log).doesNotContain(part);
        }
    }

    // Who signs it

    @Test
    void a_realm_without_an_es256_key_signs_with_its_default_algorithm() throws ParseException {
        Doors rsaDoors = new Doors(rsaRealm.getBaseUrl());

        String token = rsaDoors.studyToken(STUDY);

        JWTClaimsSet claims =
                new IndependentVerifier(rsaRealm.getBaseUrl())
                        .verify(token, JWSAlgorithm.RS256, "orthanc");
        assertThat(claims.getStringListClaim("study_instance_uids")).containsExactly(STUDY);
        assertThat(granted(rsaDoors.validate(token, STUDY))).isTrue();
    }

    @Test
    void a_new_key_signs_and_the_passive_one_keeps_its_tokens_valid() throws ParseException {
        String oldest = doors.studyToken(STUDY);
        SigningKeys.Key first = keys.add(200);
        String old = doors.studyToken(STUDY);
        SigningKeys.Key second = keys.add(300);
        realm.cleanup().add(ignored -> first.remove()).add(ignored -> second.remove());

        String young = doors.studyToken(STUDY);
        first.makePassive();

        assertThat(kid(old)).isEqualTo(first.kid());
        assertThat(kid(young)).isEqualTo(second.kid());
        assertThat(List.of(oldest, old, young))
                .allSatisfy(token -> assertThat(granted(doors.validate(token, STUDY))).isTrue());
    }

    @Test
    void a_passive_key_signs_nothing_new() throws ParseException {
        String importedKid = keys.activeKid("ES256");
        SigningKeys.Key key = keys.add(200);
        realm.cleanup().add(ignored -> key.remove());

        key.makePassive();

        assertThat(kid(doors.studyToken(STUDY))).isEqualTo(importedKid);
    }

    @Test
    void disabling_a_key_ends_its_tokens_at_once_also_when_they_were_in_use() {
        SigningKeys.Key key = keys.add(200);
        realm.cleanup().add(ignored -> key.remove());
        String used = doors.studyToken(STUDY);
        String unused = doors.studyToken(STUDY);
        assertOpens(used);

        key.disable();

        assertOpensNothing(used);
        assertOpensNothing(unused);
    }

    @Test
    void a_passive_key_can_be_disabled_and_enabled_again() {
        SigningKeys.Key key = keys.add(200);
        realm.cleanup().add(ignored -> key.remove());
        String token = doors.studyToken(STUDY);
        key.makePassive();
        assertOpens(token);

        key.disable();
        assertOpensNothing(token);

        key.enable();
        assertOpens(token);
    }

    @Test
    void removing_a_key_ends_its_tokens_at_once_also_when_they_were_in_use() {
        SigningKeys.Key key = keys.add(200);
        String used = doors.studyToken(STUDY);
        String unused = doors.studyToken(STUDY);
        assertOpens(used);

        key.remove();

        assertOpensNothing(used);
        assertOpensNothing(unused);
    }

    @Test
    void a_new_key_under_an_old_id_ends_the_old_keys_tokens() {
        String token = doors.studyToken(STUDY);

        assertThat(server.fetchString(OnServer.refusal(token))).isEqualTo(OnServer.ACCEPTED);
        assertThat(server.fetchString(OnServer.refusalOnceItsKeyIdNamesAnotherKey(token)))
                .isEqualTo(TokenRefusal.KEY_UNKNOWN.name());
    }

    // Where it holds

    @Test
    void disabling_the_client_ends_its_tokens_at_once() {
        String token = doors.studyToken(STUDY);
        assertOpens(token);

        realm.updateClientWithCleanup("orthanc", client -> client.enabled(false));

        assertThat(doors.validate(token, STUDY).status()).isEqualTo(401);
        assertThat(doors.decodeToken(token).status()).isEqualTo(401);
        assertRefusedAsInvalid(check(token, STUDY));
        assertRefusedAsInvalid(doors.grant(token));
    }

    @Test
    void a_client_that_is_no_longer_a_resource_server_has_no_tokens() {
        String token = doors.studyToken(STUDY);
        assertOpens(token);

        realm.updateClientWithCleanup(
                "orthanc", client -> client.attribute("dicom-access.resource-server", "false"));

        assertThat(doors.validate(token, STUDY).status()).isEqualTo(401);
        assertThat(doors.decodeToken(token).status()).isEqualTo(401);
        assertRefusedAsInvalid(check(token, STUDY));
        assertRefusedAsInvalid(doors.grant(token));
    }

    @Test
    void a_realm_that_no_longer_enables_the_endpoint_has_no_doors() {
        String token = doors.studyToken(STUDY);
        assertOpens(token);

        realm.updateWithCleanup(orthanc -> orthanc.attribute("dicom-access.enabled", "false"));

        assertThat(List.of(doors.validate(token, STUDY), check(token, STUDY), doors.grant(token)))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
    }

    @Test
    void disabling_the_realm_closes_its_doors_at_once() {
        String token = doors.studyToken(STUDY);
        assertOpens(token);

        realm.updateWithCleanup(orthanc -> orthanc.enabled(false));

        assertThat(
                        List.of(
                                doors.validate(token, STUDY),
                                doors.decodeToken(token),
                                check(token, STUDY),
                                doors.grant(token)))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
    }

    @Test
    void it_opens_nothing_at_another_resource_server() {
        ClientRepresentation other =
                ClientBuilder.create("other-orthanc")
                        .secret("other-secret")
                        .attribute("dicom-access.resource-server", "true")
                        .build();
        String id = ApiUtil.getCreatedId(realm.admin().clients().create(other));
        realm.cleanup().add(orthanc -> orthanc.clients().get(id).remove());
        Doors otherDoors = doors.as("other-orthanc", "other-secret");

        String token = doors.studyToken(STUDY);

        assertThat(granted(doors.validate(token, STUDY))).isTrue();
        assertThat(granted(otherDoors.validate(token, STUDY))).isFalse();
        assertThat(otherDoors.decodeToken(token).json().path("resources")).isEmpty();
        assertThat(otherDoors.decodeToken(token).json().path("error-code").textValue())
                .isEqualTo("invalid");
        assertRefusedAsInvalid(
                doors.checkFor("other-orthanc", gatewayHeaders(token, STUDY, "/dicom-web")));
    }

    @Test
    void it_holds_whatever_host_name_the_realm_is_called_by() throws ParseException {
        String otherBaseUrl = realm.getBaseUrl().replace("localhost", "127.0.0.1");
        Doors otherDoors = new Doors(otherBaseUrl);

        String token = doors.studyToken(STUDY);
        String otherToken = otherDoors.studyToken(STUDY);

        assertThat(claims(token).getIssuer()).isEqualTo(realm.getBaseUrl());
        assertThat(claims(otherToken).getIssuer()).isEqualTo(otherBaseUrl);
        assertThat(granted(otherDoors.validate(token, STUDY))).isTrue();
        assertThat(granted(doors.validate(otherToken, STUDY))).isTrue();
        assertThat(otherDoors.grant(token).status()).isEqualTo(200);
        assertThat(doors.grant(otherToken).status()).isEqualTo(200);
    }

    // How long it lives

    @Test
    void without_an_end_it_ends_at_ten_years_and_the_answer_says_so() throws ParseException {
        Answer answer = doors.create("ohif-viewer-publication", Doors.ohifPublication(STUDY));

        JWTClaimsSet claims = claims(token(answer));
        Instant issued = claims.getIssueTime().toInstant();
        Instant end = claims.getExpirationTime().toInstant();
        assertThat(Duration.between(issued, end)).isEqualTo(TEN_YEARS);
        assertThat(answer.header("X-Dicom-Access-Expires")).isEqualTo(end + "; maximum");
    }

    @Test
    void a_shorter_maximum_of_the_realm_holds_for_every_end() throws ParseException {
        realm.updateWithCleanup(
                orthanc -> orthanc.attribute("dicom-access.maximum-lifetime", "3600"));
        Answer endless = doors.create("ohif-viewer-publication", Doors.ohifPublication(STUDY));
        Answer late = createUntil(Instant.now().plus(30, ChronoUnit.DAYS), STUDY);

        for (Answer answer : List.of(endless, late)) {
            JWTClaimsSet claims = claims(token(answer));
            Instant issued = claims.getIssueTime().toInstant();
            assertThat(claims.getExpirationTime().toInstant()).isEqualTo(issued.plusSeconds(3600));
            assertThat(answer.header("X-Dicom-Access-Expires"))
                    .isEqualTo(issued.plusSeconds(3600) + "; maximum");
        }
    }

    @Test
    void an_end_before_the_maximum_is_kept_and_not_called_the_maximum() throws ParseException {
        Instant end = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        Answer answer = createUntil(end, STUDY);

        assertThat(claims(token(answer)).getExpirationTime().toInstant()).isEqualTo(end);
        assertThat(answer.header("X-Dicom-Access-Expires")).isEqualTo(end.toString());
    }

    @Test
    void the_end_has_no_leeway() {
        Instant end = Instant.now().plusSeconds(100).truncatedTo(ChronoUnit.SECONDS);
        String token = mintUntil(end, STUDY);

        assertThat(granted(at(end.minusSeconds(1), () -> doors.validate(token, STUDY)))).isTrue();
        assertThat(at(end.minusSeconds(1), () -> check(token, STUDY)).status()).isEqualTo(200);
        assertThat(at(end.minusSeconds(1), () -> doors.grant(token)).status()).isEqualTo(200);

        assertThat(granted(at(end, () -> doors.validate(token, STUDY)))).isFalse();
        assertThat(at(end, () -> doors.decodeToken(token)).json().path("error-code").textValue())
                .isEqualTo("expired");
        assertThat(at(end, () -> check(token, STUDY)).reason()).isEqualTo("token_expired");
        assertThat(at(end, () -> doors.grant(token)).reason()).isEqualTo("token_expired");
    }

    @Test
    void no_answer_outlasts_the_token() {
        Instant end = Instant.now().plusSeconds(100).truncatedTo(ChronoUnit.SECONDS);
        String token = mintUntil(end, STUDY);

        assertThat(validityOf(at(end.minusSeconds(60), () -> doors.validate(token, STUDY))))
                .isEqualTo(15);
        assertThat(validityOf(at(end.minusSeconds(10), () -> doors.validate(token, STUDY))))
                .isBetween(9L, 10L);
        assertThat(validityOf(at(end.minusSeconds(1), () -> doors.validate(token, STUDY))))
                .isBetween(0L, 1L);
        assertThat(at(end.minusSeconds(10), () -> check(token, STUDY)).header("Cache-Control"))
                .isIn("max-age=9", "max-age=10");
    }

    @Test
    void the_beginning_has_five_seconds_of_leeway() throws ParseException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant begin = now.plusSeconds(60);
        String token =
                server.fetchString(
                        OnServer.minted(
                                STUDY,
                                now.getEpochSecond(),
                                begin.getEpochSecond(),
                                begin.plusSeconds(600).getEpochSecond()));

        assertThat(claims(token).getNotBeforeTime().toInstant()).isEqualTo(begin);
        assertThat(granted(at(begin.minusSeconds(6), () -> doors.validate(token, STUDY))))
                .isFalse();
        assertThat(at(begin.minusSeconds(6), () -> check(token, STUDY)).reason())
                .isEqualTo("token_not_yet_valid");
        assertThat(at(begin.minusSeconds(6), () -> doors.grant(token)).reason())
                .isEqualTo("token_not_yet_valid");
        assertThat(
                        at(begin.minusSeconds(6), () -> doors.decodeToken(token))
                                .json()
                                .path("resources"))
                .isEmpty();

        assertThat(granted(at(begin.minusSeconds(5), () -> doors.validate(token, STUDY)))).isTrue();
        assertThat(at(begin.minusSeconds(5), () -> check(token, STUDY)).status()).isEqualTo(200);
    }

    private void assertOpens(String token) {
        assertThat(granted(doors.validate(token, STUDY))).isTrue();
        assertThat(doors.decodeToken(token).json().path("resources")).isNotEmpty();
        assertThat(check(token, STUDY).status()).isEqualTo(200);
        assertThat(doors.grant(token).status()).isEqualTo(200);
    }

    private void assertOpensNothing(String token) {
        assertThat(granted(doors.validate(token, STUDY))).isFalse();
        assertThat(doors.decodeToken(token).json().path("resources")).isEmpty();
        assertRefusedAsInvalid(check(token, STUDY));
        assertRefusedAsInvalid(doors.grant(token));
    }

    private static void assertRefusedAsInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo("token_invalid");
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_token");
    }

    private Answer check(String token, String study) {
        return doors.check(gatewayHeaders(token, study, "/orthanc/dicom-web"));
    }

    private static String[] gatewayHeaders(String token, String study, String dicomWeb) {
        return new String[] {
            "Authorization", "Bearer " + token,
            "X-Original-Method", "GET",
            "X-Original-URI", dicomWeb + "/studies/" + study + "/metadata"
        };
    }

    private static String questionAboutOrthancId(String token, String orthancId) {
        ObjectNode question = Doors.tokenIn("token", token);
        question.put("server-id", (String) null).put("level", "study").put("method", "get");
        return question.put("orthanc-id", orthancId).put("dicom-uid", STUDY).toString();
    }

    /** An answer given in this second of the server's clock. */
    private <T> T at(Instant second, Supplier<T> question) {
        // The offset is in whole seconds and the clock goes on meanwhile: asked until question and
        // answer lie in one second.
        for (int attempt = 0; attempt < 50; attempt++) {
            long real = System.currentTimeMillis() / 1000;
            time.set(Math.toIntExact(second.getEpochSecond() - real));
            T answer = question.get();
            if (System.currentTimeMillis() / 1000 == real) {
                return answer;
            }
        }
        throw new AssertionError("no answer came within the second it was asked in");
    }

    private String mintUntil(Instant end, String... studies) {
        return token(createUntil(end, studies));
    }

    private Answer createUntil(Instant end, String... studies) {
        String publication = Doors.ohifPublication(studies);
        return doors.create(
                "ohif-viewer-publication",
                "{\"expiration-date\": \"" + end + "\", " + publication.substring(1));
    }

    private static String token(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("token").textValue();
    }

    private static boolean granted(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("granted").isBoolean()).isTrue();
        return answer.json().path("granted").booleanValue();
    }

    private static long validityOf(Answer answer) {
        assertThat(granted(answer)).isTrue();
        return answer.json().path("validity").longValue();
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    private static String kid(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    static final class RealmWithRsaOnly implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return realm.name("rsa");
        }
    }
}
