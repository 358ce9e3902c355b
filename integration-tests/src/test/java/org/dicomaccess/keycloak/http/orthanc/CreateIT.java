package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.ShareLinks;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** What {@code PUT tokens/{type}} gives Orthanc for the studies it names. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class CreateIT {
    private static final Duration YEAR = Duration.ofSeconds(31_536_000);

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // What is given

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("types")
    void a_type_has_its_actions_and_a_publication_a_link_without_its_token(
            String type, String studies, String actions, String viewerUrl) throws ParseException {
        String url = viewerUrl.equals("null") ? viewerUrl : "<share link>";

        Answer answer = created(SeveralResourceServers.VIEWERS, type, studies, actions, url);

        if (!viewerUrl.equals("null")) {
            assertThat(answer.json().path("url").textValue()).matches(ShareLinks.pattern(realm));
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("types")
    void a_resource_server_may_have_the_links_its_viewers_read(
            String type, String studies, String actions, String url) throws ParseException {
        created(SeveralResourceServers.TOKEN_LINKS, type, studies, actions, url);
    }

    private Answer created(
            String resourceServer, String type, String studies, String actions, String url)
            throws ParseException {
        String request = Samples.filled(Creations.of(studies));

        Answer answer = as(resourceServer).create(type, request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        String expected =
                "{\"request\": %s, \"token\": \"<token>\", \"url\": %s}"
                        .formatted(request, url.equals("null") ? url : '"' + url + '"');
        assertThat(
                        JsonPattern.of(Samples.filled(expected))
                                .bind("new token", TextNode.valueOf(token(answer)))
                                .bind("share link", answer.json().path("url"))
                                .differences(answer.json()))
                .isEmpty();
        assertThat(claims(answer).getStringClaim("scope")).isEqualTo(actions);
        assertThat(claims(answer).getAudience()).containsExactly(resourceServer);
        assertThat(claims(answer).getStringListClaim("study_instance_uids"))
                .containsExactlyElementsOf(uids(studies));
        if (type.endsWith("-publication")) {
            assertThat(claims(answer).getStringClaim("share")).matches("[A-Za-z0-9_-]{22}");
        } else {
            assertThat(claims(answer).getClaims()).doesNotContainKey("share");
        }
        return answer;
    }

    static Stream<Arguments> types() {
        return TestTable.of(CreateIT.class, "token-types.tsv");
    }

    @Test
    void every_type_is_in_the_table() {
        assertThat(types().map(row -> row.get()[0]).distinct())
                .containsExactlyInAnyOrder(
                        "osimis-viewer-publication",
                        "stone-viewer-publication",
                        "ohif-viewer-publication",
                        "volview-viewer-publication",
                        "meddream-viewer-publication",
                        "meddream-instant-link",
                        "viewer-instant-link",
                        "download-instant-link",
                        "inbox-link");
    }

    @Test
    void the_request_is_answered_as_it_came() {
        String request =
                """
                {"id": "x", "server-id": null, "type": "viewer-instant-link", "labels": ["ä", {}],
                 "resources": [{"dicom-uid": "{A}", "orthanc-id": "", "url": null, "level": "study",
                                "patient": {"name": "Doe^Jane"}}],
                 "expiration-date": null, "validity-duration": 18446744073709551615, "n": 1.25}
                """;

        Answer answer = doors.create("viewer-instant-link", Samples.filled(request));

        assertThat(
                        JsonPattern.of(
                                        Samples.filled(
                                                "{\"request\": %s, \"token\": \"<token>\", \"url\": null}"
                                                        .formatted(request)))
                                .differences(answer.json()))
                .isEmpty();
    }

    @Test
    void a_level_may_be_missing_and_a_study_named_twice() throws ParseException {
        Answer answer =
                create(
                        """
                        {"resources": [{"dicom-uid": "{A}"}, {"dicom-uid": "{A}", "level": null},
                                       {"dicom-uid": "{B}", "level": "study"}]}
                        """);

        assertThat(claims(answer).getStringListClaim("study_instance_uids"))
                .containsExactly(Samples.A, Samples.B);
    }

    @Test
    void studies_known_by_orthanc_id_only_are_opened_by_it() throws ParseException {
        Answer answer =
                create(
                        """
                        {"resources": [{"orthanc-id": "{A.orthanc}", "dicom-uid": null}]}
                        """);

        assertThat(claims(answer).getStringListClaim("orthanc_ids"))
                .containsExactly(Samples.A_ORTHANC);
        assertThat(claims(answer).getClaims()).doesNotContainKey("study_instance_uids");
        assertThat(granted(token(answer), Samples.A, Samples.A_ORTHANC)).isTrue();
        assertThat(granted(token(answer), "", Samples.A_ORTHANC)).isTrue();
        assertThat(granted(token(answer), Samples.B, Samples.B_ORTHANC)).isFalse();
        assertThat(granted(token(answer), Samples.A, "")).isFalse();
    }

    @Test
    void a_publication_may_download_where_the_resource_server_says_so() throws ParseException {
        Answer usual = doors.create("ohif-viewer-publication", Doors.ohifPublication(Samples.A));
        Answer downloads =
                as(SeveralResourceServers.DOWNLOADS)
                        .create("ohif-viewer-publication", Doors.ohifPublication(Samples.A));

        assertThat(claims(usual).getStringClaim("scope")).isEqualTo("read");
        assertThat(claims(downloads).getStringClaim("scope")).isEqualTo("download read");
    }

    @Test
    void the_configured_server_id_is_taken() {
        Answer answer =
                as(SeveralResourceServers.NAMED)
                        .create(
                                "ohif-viewer-publication",
                                Samples.filled(
                                        """
                                        {"server-id": "orthanc-main",
                                         "resources": [{"dicom-uid": "{A}"}]}
                                        """));

        assertThat(answer.json().path("url").textValue()).matches(ShareLinks.pattern(realm));
    }

    // Until when

    @ParameterizedTest(name = "date {0}, duration {1}: {2}")
    @MethodSource("lifetimes")
    void a_token_ends_when_it_was_asked_to_and_at_the_maximum_otherwise(
            String date, String duration, String end) throws ParseException {
        Instant askedEnd = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        Answer answer =
                doors.create(
                        "ohif-viewer-publication",
                        Samples.filled(
                                "{\"resources\": [{\"dicom-uid\": \"{A}\"}]"
                                        + field("expiration-date", dates(date, askedEnd))
                                        + field("validity-duration", duration)
                                        + "}"));

        Instant issued = claims(answer).getIssueTime().toInstant();
        Instant expected =
                switch (end) {
                    case "end" -> askedEnd;
                    case "maximum" -> issued.plus(YEAR);
                    default -> issued.plusSeconds(Long.parseLong(end));
                };
        assertThat(claims(answer).getExpirationTime().toInstant()).isEqualTo(expected);
        assertThat(answer.header("X-Dicom-Access-Expires"))
                .isEqualTo(expected + (end.equals("maximum") ? "; maximum" : ""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "viewer-instant-link,28800",
        "download-instant-link,28800",
        "meddream-instant-link,28800",
        "inbox-link,315360000"
    })
    void the_token_of_a_link_that_is_opened_at_once_has_a_shorter_maximum(String type, int seconds)
            throws ParseException {
        for (String duration : List.of("-", "0", "140573997118413")) {
            Answer answer =
                    doors.create(
                            type,
                            Samples.filled(
                                    "{\"resources\": [{\"dicom-uid\": \"{A}\"}]"
                                            + field("validity-duration", duration)
                                            + "}"));

            Instant issued = claims(answer).getIssueTime().toInstant();
            assertThat(claims(answer).getExpirationTime().toInstant())
                    .isEqualTo(issued.plusSeconds(seconds));
            assertThat(answer.header("X-Dicom-Access-Expires")).endsWith("; maximum");
        }
    }

    @Test
    void the_realms_maximum_holds_for_links_that_are_opened_at_once_too() throws ParseException {
        realm.updateWithCleanup(
                r ->
                        r.attribute("dicom-access.maximum-lifetime", "100")
                                .attribute("dicom-access.instant-maximum-lifetime", "200"));

        Answer answer =
                doors.create(
                        "viewer-instant-link",
                        Samples.filled("{\"resources\": [{\"dicom-uid\": \"{A}\"}]}"));

        Instant issued = claims(answer).getIssueTime().toInstant();
        assertThat(claims(answer).getExpirationTime().toInstant())
                .isEqualTo(issued.plusSeconds(100));
    }

    static Stream<Arguments> lifetimes() {
        return TestTable.of(CreateIT.class, "lifetimes.tsv");
    }

    private static String dates(String text, Instant end) {
        return text.replace("{end}", local(end, ZoneOffset.UTC))
                .replace("{end in India}", local(end, ZoneOffset.ofHoursMinutes(5, 30)));
    }

    private static String local(Instant instant, ZoneOffset offset) {
        return instant.atOffset(offset)
                .toLocalDateTime()
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static String field(String name, String value) {
        return value.equals("-") ? "" : ", \"%s\": %s".formatted(name, value);
    }

    private Answer create(String request) {
        Answer answer = doors.create("viewer-instant-link", Samples.filled(request));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private boolean granted(String token, String uid, String orthancId) {
        String question = Samples.question(token, "get", uid, orthancId).toString();
        return doors.validate(question).json().path("granted").booleanValue();
    }

    private Doors as(String resourceServer) {
        return doors.as(resourceServer, SeveralResourceServers.SECRET);
    }

    private static List<String> uids(String studies) {
        return Stream.of(studies.split(",", -1))
                .map(name -> Samples.filled("{" + name + "}"))
                .toList();
    }

    private static String token(Answer answer) {
        return answer.json().path("token").textValue();
    }

    private static JWTClaimsSet claims(Answer answer) throws ParseException {
        return SignedJWT.parse(token(answer)).getJWTClaimsSet();
    }
}
