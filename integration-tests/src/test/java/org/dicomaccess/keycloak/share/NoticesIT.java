package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.mail.Mailbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.mail.MailServer;
import org.keycloak.testframework.mail.annotations.InjectMailServer;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** Owners are told what they wanted to be told, once. The server's own clock may be first. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class NoticesIT {
    @InjectRealm(
            fromJson = "/orthanc-realm.json",
            config = SharingRealm.class,
            lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectMailServer MailServer mail;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    private RestShares shares;

    @BeforeEach
    void sign_in() {
        shares = RestShares.of(realm, SharingRealm.GIVER);
    }

    @Test
    void the_first_open_is_told_once() {
        String link = given("notify_on_open", 604_800);
        tell();
        assertThat(Mailbox.of(mail)).isEmpty();

        RestShares.open(link);
        tell();
        tell();
        RestShares.open(link);
        tell();

        assertThat(Mailbox.only(mail).to()).containsExactly("doctor@orthanc.example");
    }

    @Test
    void the_end_is_told_once_a_day_before() {
        given("notify_before_end", 604_800);
        tell();
        assertThat(Mailbox.of(mail)).isEmpty();

        given("notify_before_end", 80_000);
        tell();
        tell();

        assertThat(Mailbox.only(mail).links())
                .anyMatch(link -> link.endsWith("/dicom-access/pages/shares"));
    }

    @Test
    void what_cannot_be_sent_is_sent_later() {
        RestShares.open(given("notify_on_open", 604_800));
        RealmRepresentation before = realm.admin().toRepresentation();
        RealmRepresentation away = realm.admin().toRepresentation();
        away.setSmtpServer(Map.of());
        realm.admin().update(away);
        tell();
        assertThat(Mailbox.of(mail)).isEmpty();

        realm.admin().update(before);
        tell();

        assertThat(Mailbox.of(mail)).hasSize(1);
    }

    @Test
    void an_owner_who_was_switched_off_is_told_nothing() {
        RestShares.open(
                RestShares.of(realm, SharingRealm.COLLEAGUE)
                        .given(wanted("notify_on_open", 604_800))
                        .path("url")
                        .textValue());
        RestShares.open(given("notify_on_open", 604_800));
        var users = realm.admin().users();
        var colleague = users.search(SharingRealm.COLLEAGUE, true).get(0);
        colleague.setEnabled(false);
        users.get(colleague.getId()).update(colleague);

        tell();

        assertThat(Mailbox.only(mail).to()).containsExactly("doctor@orthanc.example");
    }

    private String given(String notice, int seconds) {
        return shares.given(wanted(notice, seconds)).path("url").textValue();
    }

    private static ObjectNode wanted(String notice, int seconds) {
        return RestShares.wanted(Samples.A).put(notice, true).put("expires_in", seconds);
    }

    private void tell() {
        server.fetchString(SharesAtWork.ownersTold());
    }
}
