package org.dicomaccess.keycloak.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.METADATA;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertForwarded;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertRefused;

import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What a gateway is told about people who signed in, by their roles and labels. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class UsersAtGatewayIT {
    private static final String LABELS_BEHIND = "dicom-access.labels-decided-behind";
    private static final String FORWARD_TOKEN = "X-Dicom-Access-Forward-Token";
    private static final String STUDIES = "/orthanc/dicom-web/studies";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private AskingGateway gateway;

    @BeforeEach
    void knock() {
        gateway = new AskingGateway(new Doors(realm.getBaseUrl()));
    }

    @ParameterizedTest(name = "{0}, labels behind {1}: {2} {3}: {4}")
    @MethodSource("callsOfUsers")
    void a_user_opens_what_their_roles_reach(
            String user, String labelsBehind, String method, String uri, String answer) {
        ClientAttributes.set(realm, "orthanc", LABELS_BEHIND, labelsBehind);

        Answer given = check(tokenOf(user), method, Samples.filled(uri));

        if (answer.startsWith("/")) {
            assertForwarded(given, answer.replace(" with token", ""));
            assertThat(given.header(FORWARD_TOKEN))
                    .isEqualTo(answer.endsWith(" with token") ? "true" : "");
        } else {
            assertRefused(given, 403, answer);
            assertThat(given.header(FORWARD_TOKEN)).isEmpty();
        }
    }

    static Stream<Arguments> callsOfUsers() {
        return TestTable.of(UsersAtGatewayIT.class, "calls-of-users.tsv");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "token, -, labels_not_known",
                "-, ?token=, labels_not_known",
                "Authorization, -, granted",
            })
    void where_the_server_behind_decides_the_token_comes_where_the_gateway_forwards_it(
            @Nullable String header, @Nullable String argument, String reason) {
        ClientAttributes.set(realm, "orthanc", LABELS_BEHIND, "true");
        String token = tokenOf("external");
        String name = header == null ? "X-None" : header;

        Answer answer =
                new Doors(realm.getBaseUrl())
                        .check(
                                name,
                                name.equals("Authorization") ? "Bearer " + token : token,
                                "X-Original-Method",
                                "GET",
                                "X-Original-URI",
                                METADATA + (argument == null ? "" : argument + token));

        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.header(FORWARD_TOKEN)).isEqualTo(reason.equals("granted") ? "true" : "");
    }

    @Test
    void a_role_that_is_taken_away_counts_from_the_next_call_on() {
        String token = tokenOf("doctor");
        assertForwarded(check(token, "GET", METADATA), "/dicom-web/studies/{A}/metadata");

        RoleScopeResource roles =
                realm.admin().users().get(Logins.userId(realm, "doctor")).roles().realmLevel();
        RoleRepresentation doctor = realm.admin().roles().get("doctor").toRepresentation();
        roles.remove(List.of(doctor));
        realm.cleanup().add(ignored -> roles.add(List.of(doctor)));

        assertRefused(check(token, "GET", METADATA), 403, "study_not_granted");
    }

    @Test
    void somebody_who_is_disabled_or_signed_out_opens_nothing_more() {
        String id = Logins.userId(realm, "doctor");
        String token = tokenOf("doctor");
        UserRepresentation user = realm.admin().users().get(id).toRepresentation();
        user.setEnabled(false);
        realm.admin().users().get(id).update(user);
        realm.cleanup()
                .add(
                        ignored -> {
                            user.setEnabled(true);
                            realm.admin().users().get(id).update(user);
                        });

        assertRefused(check(token, "GET", METADATA), 401, "token_invalid");

        user.setEnabled(true);
        realm.admin().users().get(id).update(user);
        String another = tokenOf("doctor");
        realm.admin().users().get(id).logout();

        assertRefused(check(another, "GET", METADATA), 401, "token_invalid");
    }

    @Test
    void no_answer_outlasts_the_users_token() {
        realm.updateWithCleanup(
                r -> r.accessTokenLifespan(30).attribute("dicom-access.check-validity", "60"));

        String kept = check(tokenOf("doctor"), "GET", METADATA).header("Cache-Control");

        assertThat(Long.parseLong(kept.substring("max-age=".length()))).isBetween(1L, 30L);
    }

    @Test
    void an_expired_token_opens_nothing() {
        String token = tokenOf("doctor");

        time.set(300);

        assertRefused(check(token, "GET", METADATA), 401, "token_invalid");
    }

    @Test
    void a_token_for_another_audience_opens_nothing() {
        Answer answer =
                gateway.check(
                        "X-Original",
                        SeveralResourceServers.DOWNLOADS,
                        tokenOf("doctor"),
                        "GET",
                        STUDIES);

        assertRefused(answer, 401, "token_invalid");
    }

    private Answer check(String token, String method, String uri) {
        return gateway.check("X-Original", "orthanc", token, method, uri);
    }

    private String tokenOf(String user) {
        return Logins.accessToken(realm, "ohif", user);
    }
}
