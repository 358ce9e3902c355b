package org.dicomaccess.keycloak.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** Studies looked up by Keycloak itself, with people's own tokens. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class StudyLookupIT {
    private static final String ADDRESS = "dicom-access.dicom-web.url";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient keycloak;

    private final DicomWebServer server = new DicomWebServer();
    private String token;

    @BeforeEach
    void sign_in() {
        token = Logins.accessToken(realm, "ohif", "admin");
        ClientAttributes.set(realm, "orthanc", ADDRESS, server.root().toString());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void people_find_what_they_see_with_their_own_tokens() {
        String visitors = Logins.accessToken(realm, "ohif", "visitor");
        server.show(token, "1.1", "1.2");
        server.show(visitors, "1.2");

        assertThat(found(token, "1.1,1.2")).isEqualTo("found [1.1, 1.2], not found []");
        assertThat(found(visitors, "1.1,1.2")).isEqualTo("found [1.2], not found [1.1]");
        assertThat(found("nobodys", "1.1,1.2")).isEqualTo("found [], not found [1.1, 1.2]");
    }

    @Test
    void a_connection_is_used_again() {
        server.show(token, "1.1", "1.2", "1.3");

        assertThat(found(token, "1.1,1.2,1.3,1.4"))
                .isEqualTo("found [1.1, 1.2, 1.3], not found [1.4]");

        assertThat(server.asked()).hasSize(4);
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void keycloaks_client_carries_no_token_to_another_address() {
        try (DicomWebServer elsewhere = new DicomWebServer()) {
            elsewhere.show(token, "1.1");
            server.redirect(token, 302, elsewhere);

            assertThat(found(token, "1.1"))
                    .isEqualTo("DICOMweb at " + server.root() + " gave the status 302");
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void a_server_that_does_not_answer_is_not_waited_for() {
        server.answer(token, search -> server.waitUntilClosed());

        assertThat(found(token, "1.1"))
                .isEqualTo(
                        "DICOMweb at "
                                + server.root()
                                + " cannot be asked: SocketTimeoutException");
    }

    @Test
    void an_endless_answer_is_left_unread() {
        server.answer(token, search -> DicomWebServer.sendWithoutEnd(search, " ".repeat(10_000)));

        assertThat(found(token, "1.1"))
                .isEqualTo("DICOMweb at " + server.root() + " gave an answer that is too long");
    }

    @Test
    void a_server_that_is_not_there_says_nothing() {
        server.close();

        assertThat(found(token, "1.1"))
                .isEqualTo(
                        "DICOMweb at "
                                + server.root()
                                + " cannot be asked: HttpHostConnectException");
    }

    @Test
    void a_resource_server_without_an_address_cannot_be_asked() {
        ClientAttributes.set(realm, "orthanc", ADDRESS, "");

        assertThat(found(token, "1.1"))
                .isEqualTo("The client attribute " + ADDRESS + " is not set");
    }

    private String found(String accessToken, String studies) {
        return keycloak.fetchString(LookedUpOnServer.found("orthanc", accessToken, studies));
    }
}
