package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.token.TokenTrial.STUDY;
import static org.dicomaccess.keycloak.token.TokenTrial.claims;
import static org.dicomaccess.keycloak.token.TokenTrial.granted;
import static org.dicomaccess.keycloak.token.TokenTrial.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** From when and until when a study token holds. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class TokenLifetimeIT {
    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private TokenTrial trial;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        trial = new TokenTrial(doors);
    }

    @ParameterizedTest
    @CsvSource({"inbox-link, 315360000", "ohif-viewer-publication, 31536000"})
    void without_an_end_it_ends_at_ten_years_or_with_its_share_and_the_answer_says_so(
            String type, long seconds) throws ParseException {
        String request = Doors.ohifPublication(STUDY).replace("ohif-viewer-publication", type);

        Answer answer = doors.create(type, request);

        JWTClaimsSet claims = claims(token(answer));
        Instant issued = claims.getIssueTime().toInstant();
        Instant end = claims.getExpirationTime().toInstant();
        assertThat(Duration.between(issued, end)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(answer.header("X-Dicom-Access-Expires")).isEqualTo(end + "; maximum");
    }

    @Test
    void a_longer_maximum_of_shares_ends_at_that_of_the_realm() throws ParseException {
        realm.updateWithCleanup(
                orthanc ->
                        orthanc.attribute("dicom-access.maximum-lifetime", "3600")
                                .attribute("dicom-access.share-maximum-lifetime", "7200"));

        Answer answer = doors.create("ohif-viewer-publication", Doors.ohifPublication(STUDY));

        JWTClaimsSet claims = claims(token(answer));
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(3600));
    }

    @Test
    void a_shorter_maximum_of_the_realm_holds_for_every_end() throws ParseException {
        realm.updateWithCleanup(
                orthanc -> orthanc.attribute("dicom-access.maximum-lifetime", "3600"));
        Answer endless = doors.create("ohif-viewer-publication", Doors.ohifPublication(STUDY));
        Answer late = trial.createUntil(Instant.now().plus(30, ChronoUnit.DAYS), STUDY);

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

        Answer answer = trial.createUntil(end, STUDY);

        assertThat(claims(token(answer)).getExpirationTime().toInstant()).isEqualTo(end);
        assertThat(answer.header("X-Dicom-Access-Expires")).isEqualTo(end.toString());
    }

    @Test
    void the_end_has_no_leeway() {
        Instant end = Instant.now().plusSeconds(100).truncatedTo(ChronoUnit.SECONDS);
        String token = trial.mintUntil(end, STUDY);

        assertThat(granted(at(end.minusSeconds(1), () -> doors.validate(token, STUDY)))).isTrue();
        assertThat(at(end.minusSeconds(1), () -> trial.check(token, STUDY)).status())
                .isEqualTo(200);
        assertThat(at(end.minusSeconds(1), () -> doors.grant(token)).status()).isEqualTo(200);

        assertThat(granted(at(end, () -> doors.validate(token, STUDY)))).isFalse();
        assertThat(at(end, () -> doors.decodeToken(token)).json().path("error-code").textValue())
                .isEqualTo("expired");
        assertThat(at(end, () -> trial.check(token, STUDY)).reason()).isEqualTo("token_expired");
        assertThat(at(end, () -> doors.grant(token)).reason()).isEqualTo("token_expired");
    }

    @Test
    void no_answer_outlasts_the_token() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.check-validity", "15"));
        Instant end = Instant.now().plusSeconds(100).truncatedTo(ChronoUnit.SECONDS);
        String token = trial.mintUntil(end, STUDY);

        assertThat(validityOf(at(end.minusSeconds(60), () -> doors.validate(token, STUDY))))
                .isEqualTo(15);
        assertThat(validityOf(at(end.minusSeconds(10), () -> doors.validate(token, STUDY))))
                .isBetween(9L, 10L);
        assertThat(validityOf(at(end.minusSeconds(1), () -> doors.validate(token, STUDY))))
                .isBetween(0L, 1L);
        assertThat(
                        at(end.minusSeconds(10), () -> trial.check(token, STUDY))
                                .header("Cache-Control"))
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
        assertThat(at(begin.minusSeconds(6), () -> trial.check(token, STUDY)).reason())
                .isEqualTo("token_not_yet_valid");
        assertThat(at(begin.minusSeconds(6), () -> doors.grant(token)).reason())
                .isEqualTo("token_not_yet_valid");
        assertThat(
                        at(begin.minusSeconds(6), () -> doors.decodeToken(token))
                                .json()
                                .path("resources"))
                .isEmpty();

        assertThat(granted(at(begin.minusSeconds(5), () -> doors.validate(token, STUDY)))).isTrue();
        assertThat(at(begin.minusSeconds(5), () -> trial.check(token, STUDY)).status())
                .isEqualTo(200);
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

    private static long validityOf(Answer answer) {
        assertThat(granted(answer)).isTrue();
        return answer.json().path("validity").longValue();
    }
}
