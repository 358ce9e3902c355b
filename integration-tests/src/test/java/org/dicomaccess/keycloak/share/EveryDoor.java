package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/** Tries the study token of a share of A at every door that looks at one. */
final class EveryDoor {
    private final Doors doors;

    EveryDoor(Doors doors) {
        this.doors = doors;
    }

    void assertOpens(String token) {
        assertThat(granted(doors.validate(token, Samples.A))).isTrue();
        assertThat(granted(doors.validate(token, Samples.B))).isFalse();
        assertThat(doors.decodeToken(token).json().path("resources")).hasSize(1);
        assertThat(check(token).status()).isEqualTo(200);
        assertThat(doors.grant(token).status()).isEqualTo(200);
        assertLocked(token);
    }

    /** Refused because its share is over, whatever its own time says. */
    void assertShareEnded(String token) {
        assertRefused(token, "share_ended", "expired");
    }

    void assertExpired(String token) {
        assertRefused(token, "token_expired", "expired");
    }

    private void assertRefused(String token, String reason, String errorCode) {
        Answer validated = doors.validate(token, Samples.A);
        assertThat(granted(validated)).isFalse();
        assertThat(validated.json().path("validity").intValue()).isBetween(0, 15);
        Answer decoded = doors.decodeToken(token);
        assertThat(decoded.status()).isEqualTo(200);
        assertThat(decoded.json().path("resources")).isEmpty();
        assertThat(decoded.json().path("error-code").textValue()).isEqualTo(errorCode);
        assertThat(decoded.json().has("redirect-url")).isFalse();
        for (Answer answer : new Answer[] {check(token), doors.grant(token)}) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.reason()).isEqualTo(reason);
            assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_token");
            assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
        }
        // Orthanc keeps a profile: what locks its writes has to stay in it.
        assertLocked(token);
    }

    private void assertLocked(String token) {
        assertThat(doors.profileOfToken(token).json().path("permissions").toString())
                .contains("share-lock");
    }

    private Answer check(String token) {
        return doors.check(
                "Authorization",
                "Bearer " + token,
                "X-Original-Method",
                "GET",
                "X-Original-URI",
                "/orthanc/dicom-web/studies/" + Samples.A + "/metadata");
    }

    private static boolean granted(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("granted").booleanValue();
    }
}
