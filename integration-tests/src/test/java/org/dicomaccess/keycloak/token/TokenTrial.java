package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/** Tries study tokens of the imported realm at every door that looks at one. */
final class TokenTrial {
    static final String STUDY = Workshop.STUDY;

    private final Doors doors;

    TokenTrial(Doors doors) {
        this.doors = doors;
    }

    void assertOpens(String token) {
        assertThat(granted(doors.validate(token, STUDY))).isTrue();
        assertThat(doors.decodeToken(token).json().path("resources")).isNotEmpty();
        assertThat(check(token, STUDY).status()).isEqualTo(200);
        assertThat(doors.grant(token).status()).isEqualTo(200);
    }

    void assertOpensNothing(String token) {
        assertThat(granted(doors.validate(token, STUDY))).isFalse();
        assertThat(doors.decodeToken(token).json().path("resources")).isEmpty();
        assertRefusedAsInvalid(check(token, STUDY));
        assertRefusedAsInvalid(doors.grant(token));
    }

    Answer check(String token, String study) {
        return doors.check(gatewayHeaders(token, study, "/orthanc/dicom-web"));
    }

    String mintUntil(Instant end, String... studies) {
        return token(createUntil(end, studies));
    }

    Answer createUntil(Instant end, String... studies) {
        String publication = Doors.ohifPublication(studies);
        return doors.create(
                "ohif-viewer-publication",
                "{\"expiration-date\": \"" + end + "\", " + publication.substring(1));
    }

    static void assertRefusedAsInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo("token_invalid");
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_token");
    }

    static String[] gatewayHeaders(String token, String study, String dicomWeb) {
        return new String[] {
            "Authorization", "Bearer " + token,
            "X-Original-Method", "GET",
            "X-Original-URI", dicomWeb + "/studies/" + study + "/metadata"
        };
    }

    static String token(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("token").textValue();
    }

    static boolean granted(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("granted").isBoolean()).isTrue();
        return answer.json().path("granted").booleanValue();
    }

    static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }
}
