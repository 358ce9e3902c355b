package org.dicomaccess.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/** In a realm that has not enabled it, the endpoint is not there. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class EndpointOffIT {
    private static final String ENABLED = "dicom-access.enabled";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    private static final List<String> PATHS =
            List.of(
                    "",
                    "tokens/validate",
                    "tokens/decode",
                    "tokens/ohif-viewer-publication",
                    "user/get-profile",
                    "settings/roles",
                    "emails/templates",
                    "emails/templates/share",
                    "emails/send",
                    "check/orthanc",
                    "check/orthanc/orthanc/dicom-web/studies",
                    "grant",
                    "shares",
                    "shares/x",
                    "shares/x/revoke",
                    "s/x",
                    "pages/ended",
                    "pages/share",
                    "pages/shares",
                    "pages/all",
                    "nonsense");

    @InjectRealm(ref = "off", fromJson = "/orthanc-realm.json", config = NotEnabled.class)
    ManagedRealm realm;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    @Test
    void a_realm_that_says_nothing_has_no_endpoint() {
        assertNothingThere();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "True", "yes", "1", "true false", "nonsense"})
    void a_realm_that_says_anything_but_true_has_no_endpoint(String value) {
        realm.updateWithCleanup(r -> r.attribute(ENABLED, value));

        assertThat(doors.validate(Samples.anonymousQuestion().toString()).status()).isEqualTo(404);
        assertThat(doors.check().status()).isEqualTo(404);
    }

    @Test
    void a_realm_that_says_true_has_one_from_the_next_request_on() {
        assertNothingThere();

        realm.updateWithCleanup(r -> r.attribute(ENABLED, "true"));

        assertThat(doors.validate(Samples.anonymousQuestion().toString()).status()).isEqualTo(200);
    }

    private void assertNothingThere() {
        for (String path : PATHS) {
            for (String method : METHODS) {
                assertThat(doors.asResourceServer(method, path, "").status())
                        .as(method + " " + path)
                        .isEqualTo(404);
            }
        }
    }

    static final class NotEnabled implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return realm.name("off")
                    .update(representation -> representation.getAttributes().remove(ENABLED));
        }
    }
}
