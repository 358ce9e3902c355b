package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What {@code tokens/decode} tells Orthanc, which narrows searches to it without asking again. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class DecodeIT {
    private static final String INVALID = "{'error-code': 'invalid', 'resources': []}";
    private static final String EXPIRED = "{'error-code': 'expired', 'resources': []}";
    private static final String UNKNOWN = "{'error-code': 'unknown', 'resources': []}";

    /** Named by UID and Orthanc id. */
    private static final String A_AND_B =
            """
            {"resources": [{"dicom-uid": "{A}", "orthanc-id": "{A.orthanc}", "level": "study"},
                           {"dicom-uid": "{B}", "orthanc-id": "{B.orthanc}", "level": "study"}]}
            """;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // Which studies

    @Test
    void a_token_decodes_to_its_type_its_link_and_its_study() {
        String token =
                Samples.token(
                        doors,
                        "ohif-viewer-publication",
                        """
                        {"resources": [{"dicom-uid": "{A}", "orthanc-id": "{A.orthanc}"}]}
                        """);

        assertDecodes(
                doors,
                token,
                """
                {'token-type': 'ohif-viewer-publication',
                 'redirect-url': 'http://localhost:8088/ohif/viewer?StudyInstanceUIDs={A}#token=<sent token>',
                 'resources': [{'dicom-uid': '{A}', 'orthanc-id': '{A.orthanc}', 'level': 'study'}]}
                """);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("publications")
    void every_type_decodes_to_the_link_that_it_was_created_with(
            String type, String studies, String actions, String url) {
        Doors viewers = as(SeveralResourceServers.VIEWERS);
        String token = Samples.token(viewers, type, Creations.of(studies));

        ObjectNode decoded = (ObjectNode) viewers.decodeToken(token).json();

        assertThat(decoded.path("token-type").textValue()).isEqualTo(type);
        assertThat(decoded.has("error-code")).isFalse();
        if (url.equals("null")) {
            assertThat(decoded.has("redirect-url")).isFalse();
        } else {
            assertThat(decoded.path("redirect-url").textValue())
                    .isEqualTo(Samples.filled(url).replace("<new token>", token));
        }
    }

    static Stream<Arguments> publications() {
        return TestTable.of(DecodeIT.class, "token-types.tsv");
    }

    @Test
    void several_studies_are_one_entry_joined_by_backslashes() {
        String token = Samples.token(doors, "viewer-instant-link", A_AND_B);

        assertDecodes(
                doors,
                token,
                """
                {'token-type': 'viewer-instant-link',
                 'resources': [{'dicom-uid': '{A}\\\\{B}', 'orthanc-id': '', 'level': 'study'}]}
                """);
    }

    @Test
    void a_resource_server_may_have_one_entry_for_each_of_several_studies() {
        Doors separate = as(SeveralResourceServers.SEPARATE);
        String token = Samples.token(separate, "viewer-instant-link", A_AND_B);

        assertDecodes(
                separate,
                token,
                """
                {'token-type': 'viewer-instant-link',
                 'resources': [{'dicom-uid': '{A}', 'orthanc-id': '', 'level': 'study'},
                               {'dicom-uid': '{B}', 'orthanc-id': '', 'level': 'study'}]}
                """);
    }

    @Test
    void studies_known_by_orthanc_id_only_have_a_uid_that_no_study_has() {
        String token =
                Samples.token(
                        doors,
                        "viewer-instant-link",
                        """
                        {"resources": [{"orthanc-id": "{A.orthanc}"}, {"orthanc-id": "{B.orthanc}"}]}
                        """);

        assertDecodes(
                doors,
                token,
                """
                {'token-type': 'viewer-instant-link',
                 'resources': [{'dicom-uid': '0.0', 'orthanc-id': '{A.orthanc}', 'level': 'study'},
                               {'dicom-uid': '0.0', 'orthanc-id': '{B.orthanc}', 'level': 'study'}]}
                """);
    }

    @Test
    void a_token_that_may_only_upload_lists_no_study_to_search() {
        assertDecodes(
                doors,
                Samples.tokenOfA(doors, "upload"),
                "{'token-type': 'inbox-link', 'resources': []}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
    void a_token_is_known_behind_the_bearer_scheme_in_any_case(String scheme) {
        String token = Samples.tokenOfA(doors, "read");

        Answer answer = doors.decode(Doors.tokenIn("Authorization", scheme + token).toString());

        assertThat(answer.json().path("resources")).hasSize(1);
    }

    @Test
    void unknown_fields_change_nothing() {
        String token = Samples.tokenOfA(doors, "read");
        ObjectNode request = Doors.tokenIn("token", token).put("server-id", "x").put("level", 7);

        assertThat(doors.decode(request.toString()).json())
                .isEqualTo(doors.decodeToken(token).json());
    }

    @Test
    void a_configured_server_id_is_not_asked_for() {
        Doors named = as(SeveralResourceServers.NAMED);
        String token =
                Samples.token(
                        named,
                        "viewer-instant-link",
                        """
                        {"server-id": "orthanc-main", "resources": [{"dicom-uid": "{A}"}]}
                        """);

        assertThat(named.decodeToken(token).json().path("resources")).hasSize(1);
    }

    // None

    @Test
    void an_expired_token_lists_no_study() {
        String token = Samples.shortToken(doors, 60);
        assertThat(doors.decodeToken(token).json().path("resources")).hasSize(1);

        time.set(60);

        assertDecodes(doors, token, EXPIRED);
    }

    @Test
    void a_garbled_token_lists_no_study() {
        String token = Samples.tokenOfA(doors, "read");

        for (String garbled :
                new String[] {
                    token.substring(1), token.substring(0, token.length() - 1), token + "A", "x"
                }) {
            assertDecodes(doors, garbled, INVALID);
        }
    }

    @Test
    void the_token_of_another_resource_server_lists_no_study() {
        String token = Samples.tokenOfA(as(SeveralResourceServers.NO_VIEWERS), "read");

        assertDecodes(doors, token, INVALID);
    }

    @Test
    void a_users_own_token_lists_no_study() {
        assertDecodes(doors, Logins.accessToken(realm, "ohif", "admin"), INVALID);
    }

    @Test
    void without_a_token_there_is_nothing_to_decode() {
        assertDecodes(doors, "", UNKNOWN);
        for (String noBearer : new String[] {"Bearer ", "Basic b3J0aGFuYzp4", "x"}) {
            Answer answer = doors.decode(Doors.tokenIn("Authorization", noBearer).toString());
            assertThat(JsonPattern.of(UNKNOWN).differences(answer.json())).isEmpty();
        }
    }

    private Doors as(String resourceServer) {
        return doors.as(resourceServer, SeveralResourceServers.SECRET);
    }

    private static void assertDecodes(Doors doors, String token, String expected) {
        Answer answer = doors.decodeToken(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(
                        JsonPattern.of(Samples.filled(expected))
                                .bind("sent token", TextNode.valueOf(token))
                                .differences(answer.json()))
                .as(token)
                .isEmpty();
    }
}
