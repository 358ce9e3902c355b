package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What is removed once it was kept as long as the realm says, and what stays. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class UpkeepIT {
    private static final String ON_RECORD = "true ";
    private static final String REMOVED = "false ";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private RestShares shares;

    @BeforeEach
    void keep_shares_for_a_minute_and_history_for_ten() {
        realm.updateWithCleanup(
                r ->
                        r.attribute("dicom-access.ended-shares-kept", "60")
                                .attribute("dicom-access.unused-publications-kept", "60")
                                .attribute("dicom-access.history-kept", "600"));
        doors = new Doors(realm.getBaseUrl());
        shares = RestShares.of(realm, SharingRealm.GIVER);
    }

    @Test
    void an_expired_share_is_removed_in_its_time_and_its_history_later() {
        String id = id(shares.given(RestShares.wanted(Samples.A).put("expires_in", 30)));

        assertThat(keptAfter(60, id)).isEqualTo(ON_RECORD + 1);
        assertThat(keptAfter(120, id)).isEqualTo(REMOVED + 1);
        assertThat(keptAfter(1000, id)).isEqualTo(REMOVED + 0);
    }

    @Test
    void a_revoked_share_is_removed_in_its_time_and_one_in_force_is_not() {
        String revoked = id(shares.given());
        String inForce = id(shares.given());
        shares.delete(revoked);

        assertThat(keptAfter(30, revoked)).isEqualTo(ON_RECORD + 2);
        assertThat(keptAfter(120, revoked)).isEqualTo(REMOVED + 2);
        assertThat(keptAfter(120, inForce)).isEqualTo(ON_RECORD + 1);
    }

    @Test
    void a_publication_that_nobody_used_is_removed_with_its_token_and_an_opened_one_is_not()
            throws ParseException {
        String unused = doors.studyToken(Samples.A);
        JsonNode opened =
                doors.create("ohif-viewer-publication", Doors.ohifPublication(Samples.A)).json();
        RestShares.open(opened.path("url").textValue());

        assertThat(keptAfter(30, shareOf(unused))).startsWith(ON_RECORD);
        assertThat(keptAfter(120, shareOf(unused))).startsWith(REMOVED);

        new EveryDoor(doors).assertShareEnded(unused);
        String token = opened.path("token").textValue();
        assertThat(keptAfter(120, shareOf(token))).startsWith(ON_RECORD);
        new EveryDoor(doors).assertOpens(token);
    }

    @Test
    void nothing_is_left_of_a_realm_that_was_removed() {
        assertThat(server.fetchString(SharesAtWork.leftOfARemovedRealm()))
                .isEqualTo("true 1, false 0");
    }

    /** Whether a share is on record and how much of its history, once the hourly task has run. */
    private String keptAfter(int seconds, String id) {
        time.set(seconds);
        server.fetchString(SharesAtWork.upkept());
        return server.fetchString(SharesAtWork.kept(id));
    }

    private static String shareOf(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("share");
    }

    private static String id(JsonNode share) {
        return share.path("id").textValue();
    }
}
