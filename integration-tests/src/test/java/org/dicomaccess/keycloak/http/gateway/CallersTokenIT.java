package org.dicomaccess.keycloak.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.METADATA;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertForwarded;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertRefused;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** Where {@code check/{audience}} takes the token from, and whose tokens it takes. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class CallersTokenIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private AskingGateway gateway;
    private String token;

    @BeforeEach
    void knock_with_a_token_that_reads_a() {
        doors = new Doors(realm.getBaseUrl());
        gateway = new AskingGateway(doors);
        token = Samples.tokenOfA(doors, "read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer {token}",
                "Authorization: bearer {token}",
                "authorization: BEARER   {token}",
                "token: {token}",
                "Token: {token}",
                "?token={token}",
                "Authorization: Bearer {token}|token: {token}",
                "Authorization: Bearer {token}|?token={token}",
                "token: {token}|?token={token}",
                "Authorization: Bearer {token}|token: {token}|?token={token}",
                "token: {token}|token: {token}"
            })
    void a_token_is_taken_from_three_places(String places) {
        assertForwarded(checkWithTokens(places), "/dicom-web/studies/{A}/metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer {token}|token: {other}",
                "Authorization: Bearer {other}|token: {token}",
                "Authorization: Bearer {token}|?token={other}",
                "token: {token}|?token={other}",
                "Authorization: Bearer {token}|token: {token}|?token={other}",
                "Authorization: Bearer {token}|Authorization: Bearer {other}",
                "token: {token}|token: {other}",
                "token: {token}|token: nonsense",
                "Authorization: Bearer {token}|?token=",
                "?token={token}&token={other}"
            })
    void two_different_tokens_are_refused(String places) {
        assertRefused(checkWithTokens(places), 401, "token_ambiguous");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic b3J0aGFuYzp4",
                "Authorization: {token}",
                "Authorization: Bearer",
                "Authorization: Bearer x",
                "Authorization: Bearer {token}, Bearer {token}",
                "Authorization: Basic b3J0aGFuYzp4|token: {token}",
                "token: x",
                "token: Bearer {token}",
                "?token=x",
                "?token="
            })
    void a_token_that_is_none_is_refused(String places) {
        assertRefused(checkWithTokens(places), 401, "token_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?TOKEN={token}", "X-Token: {token}", "Cookie: token={token}"})
    void a_request_without_a_token_is_refused(String places) {
        Answer answer = checkWithTokens(places);

        assertRefused(answer, 401, "token_missing");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"orthanc\"");
    }

    private Answer checkWithTokens(String places) {
        String other = Samples.tokenOfA(doors, "read download");
        String uri = METADATA;
        RawRequest request =
                new RawRequest(
                        "GET",
                        URI.create(realm.getBaseUrl()).getPath() + "/dicom-access/check/orthanc");
        for (String place :
                places.replace("{token}", token).replace("{other}", other).split("\\|", -1)) {
            if (place.startsWith("?")) {
                uri += place;
            } else if (!place.isEmpty()) {
                String[] header = place.split(": ", 2);
                request.header(header[0], header[1]);
            }
        }
        return request.header("X-Original-Method", "GET")
                .header("X-Original-URI", uri)
                .send(realm.getBaseUrl());
    }

    // Whose token

    @Test
    void an_expired_token_is_refused() {
        String shortLived = Samples.shortToken(doors, 60);
        assertForwarded(
                gateway.check("X-Original", "orthanc", shortLived, "GET", METADATA),
                "/dicom-web/studies/{A}/metadata");

        time.set(60);

        assertRefused(
                gateway.check("X-Original", "orthanc", shortLived, "GET", METADATA),
                401,
                "token_expired");
    }

    @Test
    void the_token_of_another_audience_is_refused() {
        String elsewhere =
                Samples.tokenOfA(resourceServer(SeveralResourceServers.ELSEWHERE), "read");

        assertRefused(
                gateway.check("X-Original", "orthanc", elsewhere, "GET", METADATA),
                401,
                "token_invalid");
        assertRefused(
                gateway.check("X-Original", "elsewhere", token, "GET", "/pacs/web/studies"),
                401,
                "token_invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "Orthanc",
                "orthanc.",
                "ohif",
                "unmarked",
                "disabled",
                "public",
                "saml",
                "account",
                "%C3%BC"
            })
    void at_an_audience_that_is_no_resource_server_every_token_is_as_bad(String audience) {
        Answer badToken = gateway.check("X-Original", "orthanc", "x", "GET", METADATA);

        Answer noAudience = gateway.check("X-Original", audience, token, "GET", METADATA);

        assertRefused(noAudience, 401, "token_invalid");
        assertThat(noAudience.body()).isEqualTo(badToken.body());
        assertThat(headers(noAudience)).isEqualTo(headers(badToken));
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    private Doors resourceServer(String clientId) {
        return clientId.equals(Doors.RESOURCE_SERVER)
                ? doors
                : doors.as(clientId, SeveralResourceServers.SECRET);
    }
}
