package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** The tokens of a share end with it, at every door, from the next call on. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class RevocationIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private EveryDoor everyDoor;
    private RestShares shares;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        everyDoor = new EveryDoor(doors);
        shares = RestShares.of(realm, SharingRealm.GIVER);
    }

    @Test
    void every_token_of_a_share_that_was_opened_ends_with_it() {
        JsonNode given = shares.given();
        String first = RestShares.token(RestShares.open(url(given)));
        String second = RestShares.token(RestShares.open(url(given)));
        everyDoor.assertOpens(first);
        everyDoor.assertOpens(second);

        shares.delete(id(given));

        everyDoor.assertShareEnded(first);
        everyDoor.assertShareEnded(second);
        assertThat(RestShares.open(url(given)).status()).isEqualTo(410);
    }

    @Test
    void a_token_that_was_never_checked_before_ends_too() {
        JsonNode given = shares.given();
        String token = RestShares.token(RestShares.open(url(given)));

        shares.delete(id(given));

        everyDoor.assertShareEnded(token);
    }

    @Test
    void a_token_in_a_link_ends_with_its_share() {
        JsonNode given = shares.given(RestShares.wanted(Samples.A).put("link_form", "token"));
        String token = url(given).substring(url(given).indexOf("#token=") + 7);
        everyDoor.assertOpens(token);

        shares.delete(id(given));

        everyDoor.assertShareEnded(token);
    }

    @Test
    void the_token_of_a_publication_ends_with_its_share() {
        Answer publication =
                doors.create("ohif-viewer-publication", Doors.ohifPublication(Samples.A));
        String token = publication.json().path("token").textValue();
        String link = publication.json().path("url").textValue();
        String opened = RestShares.token(RestShares.open(link));
        everyDoor.assertOpens(token);
        everyDoor.assertOpens(opened);

        server.fetchString(SharesAtWork.revoked(link.substring(link.lastIndexOf('/') + 1)));

        everyDoor.assertShareEnded(token);
        everyDoor.assertShareEnded(opened);
        assertThat(RestShares.open(link).status()).isEqualTo(410);
    }

    @Test
    void other_shares_and_links_without_a_share_stay_open() {
        String link = url(shares.given());
        String other = RestShares.token(RestShares.open(link));
        String instant = Samples.tokenOfA(doors, "read");
        String revoked = id(shares.given());

        shares.delete(revoked);

        everyDoor.assertOpens(other);
        everyDoor.assertOpens(instant);
    }

    @Test
    void a_token_of_a_share_that_is_not_on_record_opens_nothing() {
        String token = server.fetchString(SharesAtWork.tokenOfNoShare(Samples.A));

        everyDoor.assertShareEnded(token);
    }

    @Test
    void an_opened_token_ends_with_its_share_and_extending_lets_the_next_one_live() {
        JsonNode given = shares.given(RestShares.wanted(Samples.A).put("expires_in", 600));
        String token = RestShares.token(RestShares.open(url(given)));
        everyDoor.assertOpens(token);

        time.set(600);
        everyDoor.assertExpired(token);
        RestShares later = RestShares.of(realm, SharingRealm.GIVER);
        later.post(
                id(given) + "/extend",
                "{\"expires_at\": \"%s\"}".formatted(Instant.now().plusSeconds(7200)));

        everyDoor.assertExpired(token);
        everyDoor.assertOpens(RestShares.token(RestShares.open(url(given))));
    }

    @Test
    void a_share_ends_with_the_user_who_gave_it() {
        UserRepresentation visiting = new UserRepresentation();
        visiting.setUsername("visiting");
        visiting.setEnabled(true);
        realm.admin().users().create(visiting).close();
        String userId = Logins.userId(realm, "visiting");
        String code = server.fetchString(SharesAtWork.givenBy(userId, Samples.A));
        String link = realm.getBaseUrl() + "/dicom-access/s/" + code;
        String token = RestShares.token(RestShares.open(link));
        everyDoor.assertOpens(token);

        realm.admin().users().delete(userId).close();

        everyDoor.assertShareEnded(token);
        assertThat(RestShares.open(link).status()).isIn(404, 410);
    }

    private static String id(JsonNode share) {
        return share.path("id").textValue();
    }

    private static String url(JsonNode share) {
        return share.path("url").textValue();
    }
}
