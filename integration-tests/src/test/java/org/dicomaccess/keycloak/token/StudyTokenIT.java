package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.token.TokenTrial.STUDY;
import static org.dicomaccess.keycloak.token.TokenTrial.claims;
import static org.dicomaccess.keycloak.token.TokenTrial.granted;
import static org.dicomaccess.keycloak.token.TokenTrial.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a study token says, and who can verify that. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class StudyTokenIT {
    private static final String OTHER_STUDY = "1.2.826.0.1.3680043.10.1455.2.1";

    /** As long as a UID may be (DICOM PS3.5 §9.1). */
    private static final String LONGEST_STUDY_UID =
            "1.2.826.0.1.3680043.10.1455.2026112409001234567890.12345678901.1";

    private static final String ORTHANC_ID = "6e2c0ec2-5d99c8ca-c1c21cee-79a09605-68391d12";

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
                    "share",
                    "scope",
                    "study_instance_uids",
                    "orthanc_ids");

    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    private Doors doors;
    private TokenTrial trial;
    private SigningKeys keys;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        keys = new SigningKeys(realm);
        trial = new TokenTrial(doors);
    }

    @Test
    void an_independent_verifier_accepts_it_with_the_published_keys() throws ParseException {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = before.plusSeconds(3600);

        String token = trial.mintUntil(end, STUDY, OTHER_STUDY);

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
        assertThat(claims.getStringClaim("share")).matches("[A-Za-z0-9_-]{22}");
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
        String uid = "{\"resources\": [{\"dicom-uid\": \"%s\"}]}".formatted(LONGEST_STUDY_UID);
        String uidAndId =
                "{\"resources\": [{\"dicom-uid\": \"%s\", \"orthanc-id\": \"%s\"}]}"
                        .formatted(LONGEST_STUDY_UID, ORTHANC_ID);

        assertThat(LONGEST_STUDY_UID).hasSize(64);
        assertThat(token(doors.create("viewer-instant-link", uid))).hasSizeLessThan(700);
        assertThat(token(doors.create("viewer-instant-link", uidAndId))).hasSizeLessThan(700);
        assertThat(token(doors.create("ohif-viewer-publication", uid))).hasSizeLessThan(700);
    }

    @Test
    void a_token_of_a_share_that_names_its_study_twice_is_shorter_than_750_characters() {
        Answer answer =
                doors.create(
                        "ohif-viewer-publication",
                        """
                        {"resources": [{"dicom-uid": "%s", "orthanc-id": "%s", "level": "study"}]}
                        """
                                .formatted(LONGEST_STUDY_UID, ORTHANC_ID));

        assertThat(token(answer)).hasSizeLessThan(750);
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
        trial.assertOpens(token);
        trial.assertOpensNothing(garbled);
        doors.profileOfToken(token);
        doors.profileOfToken(garbled);

        String log = Files.readString(Path.of("target", "keycloak.log"));
        assertThat(log).contains("Not a study token: ");
        for (String part : garbled.split("\\.")) {
            assertThat(log).doesNotContain(part);
        }
    }

    private static String questionAboutOrthancId(String token, String orthancId) {
        ObjectNode question = Doors.tokenIn("token", token);
        question.put("server-id", (String) null).put("level", "study").put("method", "get");
        return question.put("orthanc-id", orthancId).put("dicom-uid", STUDY).toString();
    }
}
