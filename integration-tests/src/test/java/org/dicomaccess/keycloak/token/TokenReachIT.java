package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.token.TokenTrial.STUDY;
import static org.dicomaccess.keycloak.token.TokenTrial.assertRefusedAsInvalid;
import static org.dicomaccess.keycloak.token.TokenTrial.claims;
import static org.dicomaccess.keycloak.token.TokenTrial.gatewayHeaders;
import static org.dicomaccess.keycloak.token.TokenTrial.granted;
import static org.dicomaccess.keycloak.token.TokenTrial.token;

import java.text.ParseException;
import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.util.ApiUtil;

/** Where a study token holds, and what in the realm ends it. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class TokenReachIT {
    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    private Doors doors;
    private TokenTrial trial;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        trial = new TokenTrial(doors);
    }

    @Test
    void disabling_the_client_ends_its_tokens_at_once() {
        String token = doors.studyToken(STUDY);
        trial.assertOpens(token);

        realm.updateClientWithCleanup("orthanc", client -> client.enabled(false));

        assertThat(doors.validate(token, STUDY).status()).isEqualTo(401);
        assertThat(doors.decodeToken(token).status()).isEqualTo(401);
        assertRefusedAsInvalid(trial.check(token, STUDY));
        assertRefusedAsInvalid(doors.grant(token));
    }

    @Test
    void a_client_that_is_no_longer_a_resource_server_has_no_tokens() {
        String token = doors.studyToken(STUDY);
        trial.assertOpens(token);

        realm.updateClientWithCleanup(
                "orthanc", client -> client.attribute("dicom-access.resource-server", "false"));

        assertThat(doors.validate(token, STUDY).status()).isEqualTo(401);
        assertThat(doors.decodeToken(token).status()).isEqualTo(401);
        assertRefusedAsInvalid(trial.check(token, STUDY));
        assertRefusedAsInvalid(doors.grant(token));
    }

    @Test
    void a_realm_that_no_longer_enables_the_endpoint_has_no_doors() {
        String token = doors.studyToken(STUDY);
        trial.assertOpens(token);

        realm.updateWithCleanup(orthanc -> orthanc.attribute("dicom-access.enabled", "false"));

        assertThat(
                        List.of(
                                doors.validate(token, STUDY),
                                trial.check(token, STUDY),
                                doors.grant(token)))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
    }

    @Test
    void disabling_the_realm_closes_its_doors_at_once() {
        String token = doors.studyToken(STUDY);
        trial.assertOpens(token);

        realm.updateWithCleanup(orthanc -> orthanc.enabled(false));

        assertThat(
                        List.of(
                                doors.validate(token, STUDY),
                                doors.decodeToken(token),
                                trial.check(token, STUDY),
                                doors.grant(token)))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
    }

    @Test
    void it_opens_nothing_at_another_resource_server() {
        ClientRepresentation other =
                ClientBuilder.create("other-orthanc")
                        .secret("other-secret")
                        .attribute("dicom-access.resource-server", "true")
                        .build();
        String id = ApiUtil.getCreatedId(realm.admin().clients().create(other));
        realm.cleanup().add(orthanc -> orthanc.clients().get(id).remove());
        Doors otherDoors = doors.as("other-orthanc", "other-secret");

        String token = doors.studyToken(STUDY);

        assertThat(granted(doors.validate(token, STUDY))).isTrue();
        assertThat(granted(otherDoors.validate(token, STUDY))).isFalse();
        assertThat(otherDoors.decodeToken(token).json().path("resources")).isEmpty();
        assertThat(otherDoors.decodeToken(token).json().path("error-code").textValue())
                .isEqualTo("invalid");
        assertRefusedAsInvalid(
                doors.checkFor("other-orthanc", gatewayHeaders(token, STUDY, "/dicom-web")));
    }

    @Test
    void it_holds_whatever_host_name_the_realm_is_called_by() throws ParseException {
        String otherBaseUrl = realm.getBaseUrl().replace("localhost", "127.0.0.1");
        Doors otherDoors = new Doors(otherBaseUrl);

        String token = doors.studyToken(STUDY);
        String otherToken = otherDoors.studyToken(STUDY);

        assertThat(claims(token).getIssuer()).isEqualTo(realm.getBaseUrl());
        assertThat(claims(otherToken).getIssuer()).isEqualTo(otherBaseUrl);
        assertThat(granted(otherDoors.validate(token, STUDY))).isTrue();
        assertThat(granted(doors.validate(otherToken, STUDY))).isTrue();
        assertThat(otherDoors.grant(token).status()).isEqualTo(200);
        assertThat(doors.grant(otherToken).status()).isEqualTo(200);
    }
}
