package org.dicomaccess.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** A setting that is not understood opens nothing, and the answer says which one it is. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class MisconfiguredIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    private Doors doors;
    private String token;

    @BeforeEach
    void knock_with_a_token() {
        doors = new Doors(realm.getBaseUrl());
        token = Samples.tokenOfA(doors, "read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "soon", "15 seconds"})
    void a_realm_whose_validity_is_wrong_answers_nothing(String value) {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.validity", value));

        for (Answer answer :
                List.of(
                        doors.validate(token, Samples.A),
                        doors.profileOfToken(token),
                        doors.profileOfToken(""),
                        check())) {
            assertMisconfigured(answer, "realm", "dicom-access.validity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "61", "soon"})
    void a_gateway_is_told_nothing_while_how_long_it_may_keep_it_is_wrong(String value) {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.check-validity", value));

        assertMisconfigured(check(), "realm", "dicom-access.check-validity");
        assertThat(doors.validate(token, Samples.A).status()).isEqualTo(200);
    }

    @Test
    void a_realm_whose_maximum_lifetime_is_wrong_creates_nothing() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.maximum-lifetime", "forever"));

        assertMisconfigured(create(), "realm", "dicom-access.maximum-lifetime");
        assertThat(check().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "dicom-access.share-maximum-lifetime, P1Y",
        "dicom-access.share-maximum-studies, many",
        "dicom-access.share-passcode-required, sometimes",
        "dicom-access.share-download, no",
        "dicom-access.share-lifetime, a week"
    })
    void a_realm_whose_limits_of_shares_are_wrong_gives_none(String setting, String value) {
        realm.updateWithCleanup(r -> r.attribute(setting, value));

        assertMisconfigured(create(), "realm", setting);
        assertThat(check().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "dicom-access.dicom-web.public, dicom-web",
        "dicom-access.dicom-web.behind, http://orthanc/dicom-web",
        "dicom-access.rest.public, /a/../b",
        "dicom-access.rest.behind, api",
        "dicom-access.wado-uri.public, /wado?",
        "dicom-access.wado-uri.behind, //wado"
    })
    void a_gateway_gets_nothing_through_a_path_that_is_wrong(String setting, String value) {
        ClientAttributes.set(realm, "orthanc", setting, value);

        assertMisconfigured(check(), "client", setting);
        assertThat(doors.validate(token, Samples.A).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "dicom-access.viewer.ohif, /ohif/",
        "dicom-access.viewer.ohif, javascript:alert(1)",
        "dicom-access.publication-actions, everything",
        "dicom-access.token-links, sometimes"
    })
    void no_link_is_made_with_a_setting_that_is_wrong(String setting, String value) {
        ClientAttributes.set(realm, "orthanc", setting, value);

        assertMisconfigured(create(), "client", setting);
    }

    @Test
    void several_studies_are_not_decoded_in_a_form_that_nobody_asked_for() {
        String two = doors.studyToken(Samples.A, Samples.B);
        ClientAttributes.set(realm, "orthanc", "dicom-access.decode-joins-studies", "no");

        assertMisconfigured(doors.decodeToken(two), "client", "dicom-access.decode-joins-studies");
    }

    @Test
    void a_client_that_is_perhaps_a_resource_server_is_none() {
        ClientAttributes.set(realm, "orthanc", "dicom-access.resource-server", "perhaps");

        for (Answer answer :
                List.of(
                        doors.validate(token, Samples.A),
                        doors.decodeToken(token),
                        create(),
                        check(),
                        doors.grant(token))) {
            assertMisconfigured(answer, "client", "dicom-access.resource-server");
        }
    }

    private Answer create() {
        return doors.create("ohif-viewer-publication", Doors.ohifPublication(Samples.A));
    }

    private Answer check() {
        return doors.check(
                "Authorization",
                "Bearer " + token,
                "X-Original-Method",
                "GET",
                "X-Original-URI",
                Samples.filled("/orthanc/dicom-web/studies/{A}/metadata"));
    }

    private static void assertMisconfigured(Answer answer, String holder, String setting) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_setting");
        assertThat(answer.json().path("error_description").textValue())
                .startsWith("The %s attribute %s must be ".formatted(holder, setting));
    }
}
