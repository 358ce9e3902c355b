package org.dicomaccess.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.http.BrowserSignIn;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.KeysMetadataRepresentation.KeyMetadataRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** The realm that administrators import, as it is once imported. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class RealmIT {
    private static final String OHIF = "http://localhost:8088/ohif/callback";
    private static final String ORTHANC_EXPLORER = "http://localhost:8088/explorer/ui/app/";

    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    @Test
    void its_endpoint_is_there() {
        Answer answer =
                new Doors(realm.getBaseUrl()).validate(Samples.anonymousQuestion().toString());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("granted").booleanValue()).isFalse();
    }

    @Test
    void its_es256_key_signs_study_tokens() throws ParseException {
        String keyId =
                realm.admin().keys().getKeyMetadata().getKeys().stream()
                        .filter(key -> "ES256".equals(key.getAlgorithm()))
                        .map(KeyMetadataRepresentation::getKid)
                        .findFirst()
                        .orElseThrow();

        SignedJWT token = SignedJWT.parse(new Doors(realm.getBaseUrl()).studyToken(Samples.A));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.getHeader().getKeyID()).isEqualTo(keyId);
    }

    @Test
    void it_holds_back_whoever_guesses_passwords() {
        RealmRepresentation settings = realm.admin().toRepresentation();

        assertThat(settings.isBruteForceProtected()).isTrue();
        assertThat(settings.getFailureFactor()).isBetween(1, 10);
        assertThat(settings.isRegistrationAllowed()).isFalse();
        assertThat(settings.getSslRequired()).isEqualTo("external");
    }

    @Test
    void it_keeps_events_of_people_and_of_administrators() {
        RealmRepresentation settings = realm.admin().toRepresentation();

        assertThat(settings.isEventsEnabled()).isTrue();
        assertThat(settings.getEventsExpiration()).isPositive();
        assertThat(settings.isAdminEventsEnabled()).isTrue();
        assertThat(settings.isAdminEventsDetailsEnabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"admin, all, *", "doctor, view download send share, *", "external, view, external"})
    void a_role_has_its_permissions_and_labels(String role, String permissions, String labels) {
        Map<String, List<String>> attributes =
                realm.admin().roles().get(role).toRepresentation().getAttributes();

        assertThat(attributes.get("dicom-access.permissions"))
                .containsExactlyInAnyOrder(permissions.split(" "));
        assertThat(attributes.get("dicom-access.labels")).containsExactly(labels);
    }

    @Test
    void it_has_three_people_with_a_role_and_a_password_each() {
        assertThat(realm.admin().users().list())
                .extracting(UserRepresentation::getUsername)
                .containsExactlyInAnyOrder("admin", "doctor", "external");
        for (UserRepresentation user : realm.admin().users().list()) {
            assertThat(realm.admin().users().get(user.getId()).roles().realmLevel().listAll())
                    .extracting(RoleRepresentation::getName)
                    .containsExactlyInAnyOrder(user.getUsername(), "default-roles-orthanc");
            assertThat(realm.admin().users().get(user.getId()).credentials())
                    .extracting(CredentialRepresentation::getType)
                    .containsExactly("password");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "admin, Ada Administrator, all",
        "doctor, Dora Doctor, download send share view",
        "external, Edgar External, view"
    })
    void people_sign_in_with_their_name_as_password_and_orthanc_knows_them(
            String user, String name, String permissions) {
        String token = new BrowserSignIn(realm, "ohif", OHIF).accessToken(user, user);

        JsonNode profile = new Doors(realm.getBaseUrl()).profileOfToken(token).json();

        assertThat(profile.path("name").textValue()).isEqualTo(name);
        assertThat(profile.path("permissions"))
                .extracting(JsonNode::textValue)
                .containsExactly(permissions.split(" "));
    }

    @Test
    void a_wrong_password_is_kept_as_an_event() {
        Answer answer = new BrowserSignIn(realm, "ohif", OHIF).enter("doctor", "wrong");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(realm.admin().getEvents())
                .extracting(EventRepresentation::getType)
                .contains("LOGIN_ERROR");
    }

    @Test
    void its_resource_server_is_confidential_and_nobody_signs_in_to_it() {
        ClientRepresentation orthanc = client("orthanc");

        assertThat(orthanc.isPublicClient()).isFalse();
        assertThat(orthanc.isStandardFlowEnabled()).isFalse();
        assertThat(orthanc.isImplicitFlowEnabled()).isFalse();
        assertThat(orthanc.isDirectAccessGrantsEnabled()).isFalse();
        assertThat(orthanc.isServiceAccountsEnabled()).isFalse();
        assertThat(orthanc.getRedirectUris()).isEmpty();
        assertThat(orthanc.getAttributes()).containsEntry("dicom-access.resource-server", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "ohif, " + OHIF + ", " + OHIF,
        "orthanc-explorer-2, " + ORTHANC_EXPLORER + ", " + ORTHANC_EXPLORER + "*"
    })
    void people_sign_in_to_two_public_clients_with_one_address(
            String id, String address, String allowed) {
        ClientRepresentation client = client(id);

        assertThat(client.isPublicClient()).isTrue();
        assertThat(client.isImplicitFlowEnabled()).isFalse();
        assertThat(client.isDirectAccessGrantsEnabled()).isFalse();
        assertThat(client.getRedirectUris()).containsExactly(allowed);
        assertThat(client.getWebOrigins()).containsExactly("http://localhost:8088");

        Answer signIn = new BrowserSignIn(realm, id, address).page(BrowserSignIn.CHALLENGE);
        assertThat(signIn.status()).isEqualTo(200);
        assertThat(signIn.body()).contains("name=\"password\"");
    }

    @ParameterizedTest
    @CsvSource({"ohif, " + OHIF, "orthanc-explorer-2, " + ORTHANC_EXPLORER})
    void nobody_signs_in_without_pkce(String id, String address) {
        for (String challenge : List.of("", BrowserSignIn.CHALLENGE.replace("S256", "plain"))) {
            Answer answer = new BrowserSignIn(realm, id, address).page(challenge);

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location"))
                    .startsWith(address)
                    .contains("error=invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8088/ohif/callback/",
                "http://localhost:8088/ohif/callback?x=1",
                "http://localhost:8088/ohif/",
                "http://localhost:8088/ohif/callback/../../evil",
                "http://localhost:8089/ohif/callback",
                "https://localhost:8088/ohif/callback",
                "http://evil.example/ohif/callback",
                ORTHANC_EXPLORER
            })
    void nobody_is_sent_to_another_address(String address) {
        Answer answer = new BrowserSignIn(realm, "ohif", address).page(BrowserSignIn.CHALLENGE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#/filtered-studies", "?redirect_fragment=settings", "inbox.html"})
    void orthanc_explorer_may_be_opened_at_any_of_its_pages(String page) {
        Answer answer =
                new BrowserSignIn(realm, "orthanc-explorer-2", ORTHANC_EXPLORER + page)
                        .page(BrowserSignIn.CHALLENGE);

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8088/orthanc/ui/",
                "http://localhost:8088/explorer/ui/app/../../studies",
                "http://localhost:8088/explorer/ui/app/%2e%2e/%2e%2e/studies",
                "http://localhost:8088/ohif/callback",
                "http://evil.example/orthanc/ui/app/"
            })
    void and_nowhere_else(String address) {
        Answer answer =
                new BrowserSignIn(realm, "orthanc-explorer-2", address)
                        .page(BrowserSignIn.CHALLENGE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
    }

    private ClientRepresentation client(String clientId) {
        return realm.admin().clients().findByClientId(clientId).get(0);
    }
}
