package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What opening a share gives, and what is written down about it. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class OpeningIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    @InjectEvents Events events;

    private RestShares shares;

    @BeforeEach
    void sign_in() {
        shares = RestShares.of(realm, SharingRealm.GIVER);
    }

    @Test
    void an_opened_share_opens_every_door() {
        String token = RestShares.token(RestShares.open(url(shares.given())));

        new EveryDoor(new Doors(realm.getBaseUrl())).assertOpens(token);
    }

    @ParameterizedTest(name = "a share of {0} s where viewers stay open for {1} s: {2} s")
    @CsvSource({"864000, 28800, 28800", "600, 28800, 600", "864000, 60, 60"})
    void its_token_lives_as_long_as_a_viewer_stays_open_and_no_longer_than_the_share(
            int life, String opened, int expected) throws ParseException {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.opened-lifetime", opened));
        JsonNode given = shares.given(RestShares.wanted(Samples.A).put("expires_in", life));

        JWTClaimsSet claims = claims(RestShares.token(RestShares.open(url(given))));

        Instant end = claims.getExpirationTime().toInstant();
        assertThat(Duration.between(claims.getIssueTime().toInstant(), end).toSeconds())
                .isBetween(expected - 5L, (long) expected);
        assertThat(end).isBeforeOrEqualTo(Instant.parse(given.path("expires_at").textValue()));
        assertThat(claims.getStringClaim("share")).isEqualTo(given.path("id").textValue());
        assertThat(claims.getAudience()).containsExactly("orthanc");
        assertThat(claims.getStringClaim("scope")).isEqualTo("read");
        assertThat(claims.getStringClaim("typ")).isEqualTo("Study");
        assertThat(claims.getStringListClaim("study_instance_uids")).containsExactly(Samples.A);
        assertThat(claims.getClaims()).doesNotContainKey("orthanc_ids");
    }

    @Test
    void a_share_opens_from_its_first_second_to_its_last() {
        Instant begin = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 600);
        ObjectNode wanted = RestShares.wanted(Samples.A).put("not_before", begin.toString());
        String link = url(shares.given(wanted.put("expires_at", begin.plusSeconds(600) + "")));

        assertThat(RestShares.open(link).status()).isEqualTo(403);
        setClock(begin);
        assertThat(RestShares.open(link).status()).isEqualTo(303);
        setClock(begin.plusSeconds(590));
        assertThat(RestShares.open(link).status()).isEqualTo(303);
        setClock(begin.plusSeconds(600));
        assertThat(RestShares.open(link).status()).isEqualTo(410);
    }

    @Test
    void the_right_passcode_forgets_the_wrong_ones_before_it() {
        JsonNode given = shares.given(RestShares.wanted(Samples.A).put("passcode", "123456"));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(RestShares.open(url(given), "passcode", "wrong!").status())
                        .isEqualTo(403);
            }
            assertThat(RestShares.open(url(given), "passcode", "123456").status()).isEqualTo(303);
        }

        JsonNode share = shares.share(given.path("id").textValue());
        assertThat(share.path("failed_attempts").intValue()).isZero();
        assertThat(share.path("opens").intValue()).isEqualTo(3);
    }

    @Test
    void what_happens_to_a_share_is_an_event_without_patient_data_or_secrets() {
        ObjectNode wanted = RestShares.wanted(Samples.A).put("passcode", "123456");
        events.skipAll();
        JsonNode given = shares.given(wanted.put("label", "for Mrs Example"));
        RestShares.open(url(given), "passcode", "wrong!");
        RestShares.open(url(given), "passcode", "123456");
        shares.delete(given.path("id").textValue());

        List<String> seen = new ArrayList<>();
        EventRepresentation event = events.poll();
        while (event != null) {
            if (event.getDetails() != null && event.getDetails().containsKey("dicom_access")) {
                seen.add(event.getType() + " " + event.getDetails().get("dicom_access"));
                assertThat(event.getDetails()).containsEntry("share_id", given.path("id").asText());
                assertThat(event.getClientId()).isEqualTo("orthanc");
                String all = event.getDetails() + " " + event.getError();
                String link = url(given);
                assertThat(all)
                        .doesNotContain(
                                Samples.A,
                                "123456",
                                "wrong!",
                                "Example",
                                link.substring(link.lastIndexOf('/') + 1));
            }
            event = events.poll();
        }

        assertThat(seen)
                .containsExactly(
                        "GRANT_CONSENT share_given",
                        "EXECUTE_ACTION_TOKEN_ERROR share_refused",
                        "EXECUTE_ACTION_TOKEN share_opened",
                        "REVOKE_GRANT share_revoked");
    }

    @Test
    void codes_that_lead_nowhere_are_held_back_by_address() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.wrong-codes", "3"));
        String link = url(shares.given());
        String nowhere = link.substring(0, link.lastIndexOf('/') + 1);
        int status = 0;
        for (int i = 0; i < 4; i++) {
            status = RestShares.open(nowhere + "x" + i).status();
        }

        assertThat(status).isEqualTo(429);
        assertThat(RestShares.open(link).status()).isEqualTo(429);
        realm.updateWithCleanup(r -> r.attribute("dicom-access.wrong-codes", "1000000"));
        assertThat(RestShares.open(link).status()).isEqualTo(303);
    }

    private void setClock(Instant moment) {
        time.set((int) (moment.getEpochSecond() - System.currentTimeMillis() / 1000));
    }

    private static String url(JsonNode share) {
        return share.path("url").textValue();
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }
}
