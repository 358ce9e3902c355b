package org.dicomaccess.keycloak.http.shares;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
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

/** What {@code POST shares} gives to whom, and what it refuses. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class GivingIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    private RestShares shares;

    @BeforeEach
    void sign_in() {
        shares = RestShares.of(realm, SharingRealm.GIVER);
    }

    // What is given

    @Test
    void a_share_without_wishes_opens_one_study_in_ohif_for_a_week() {
        Answer answer = shares.give(RestShares.wanted(Samples.A).toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode share = answer.json();
        assertThat(
                        JsonPattern.of(
                                        """
                                        {'id': '<string>', 'state': 'active',
                                         'resource_server': 'orthanc',
                                         'studies': [{'study_instance_uid': '2.25.1001',
                                                      'level': 'study'}],
                                         'actions': ['read'], 'viewer': 'ohif',
                                         'link_form': 'opaque',
                                         'owner': {'type': 'user', 'id': '<string>',
                                                   'username': 'doctor'},
                                         'label': '', 'created_at': '<string>',
                                         'not_before': '<string>', 'expires_at': '<string>',
                                         'passcode': false, 'email_code': false,
                                         'notify_on_open': false, 'notify_before_end': false,
                                         'opens': 0, 'failed_attempts': 0, 'url': '<string>'}
                                        """)
                                .differences(share))
                .isEmpty();
        assertThat(share.path("id").textValue()).matches("[A-Za-z0-9_-]{22}");
        assertThat(share.path("url").textValue()).matches(ShareLinks.pattern(realm));
        assertThat(answer.header("Location"))
                .isEqualTo(
                        realm.getBaseUrl()
                                + "/dicom-access/shares/"
                                + share.path("id").textValue());
        assertThat(ChronoUnit.SECONDS.between(moment(share, "not_before"), end(share)))
                .isEqualTo(604_800);
        assertThat(share.path("owner").path("id").textValue())
                .isEqualTo(Logins.userId(realm, SharingRealm.GIVER));
    }

    @Test
    void every_wish_stands_in_the_answer_and_in_the_record_and_the_link_in_the_answer_only() {
        Instant begin = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Instant end = begin.plus(2, ChronoUnit.DAYS);
        ObjectNode wanted = RestShares.wanted(Samples.A, Samples.B, Samples.A);
        wanted.putArray("actions").add("read").add("download");
        wanted.putObject("recipient").put("email", "jané@hospital.example");
        wanted.put("label", "Für die Zweitmeinung 💀")
                .put("resource_server", "orthanc")
                .put("viewer", "ohif-tmtv")
                .put("not_before", begin.toString())
                .put("expires_at", end.toString().replace("Z", "+00:00"))
                .put("maximum_opens", 5)
                .put("passcode", "correct horse")
                .put("email_code", true)
                .put("notify_on_open", true)
                .put("notify_before_end", true)
                .put("of a later version", 1);

        ObjectNode given = (ObjectNode) shares.given(wanted);

        assertThat(given.path("state").textValue()).isEqualTo("pending");
        assertThat(given.path("studies")).hasSize(2);
        assertThat(given.path("actions").toString()).isEqualTo("[\"download\",\"read\"]");
        assertThat(given.path("recipient").toString())
                .isEqualTo("{\"type\":\"email\",\"email\":\"jané@hospital.example\"}");
        assertThat(given.path("label").textValue()).isEqualTo("Für die Zweitmeinung 💀");
        assertThat(given.path("viewer").textValue()).isEqualTo("ohif-tmtv");
        assertThat(moment(given, "not_before")).isEqualTo(begin);
        assertThat(end(given)).isEqualTo(end);
        assertThat(given.path("maximum_opens").intValue()).isEqualTo(5);
        for (String flag :
                new String[] {"passcode", "email_code", "notify_on_open", "notify_before_end"}) {
            assertThat(given.path(flag).booleanValue()).as(flag).isTrue();
        }
        assertThat(given.remove("url").textValue()).matches(ShareLinks.pattern(realm));
        assertThat(shares.share(given.path("id").textValue())).isEqualTo(given);
        assertThat(given.toString()).doesNotContain("horse");
    }

    @Test
    void a_share_for_a_user_names_them() {
        ObjectNode wanted = RestShares.wanted(Samples.A);
        wanted.putObject("recipient").put("username", SharingRealm.LOOKER);

        JsonNode recipient = shares.given(wanted).path("recipient");

        assertThat(recipient.path("type").textValue()).isEqualTo("user");
        assertThat(recipient.path("username").textValue()).isEqualTo(SharingRealm.LOOKER);
        assertThat(recipient.path("id").textValue())
                .isEqualTo(Logins.userId(realm, SharingRealm.LOOKER));
    }

    @Test
    void an_end_may_be_said_in_seconds() {
        JsonNode share = shares.given(RestShares.wanted(Samples.A).put("expires_in", 60));

        assertThat(ChronoUnit.SECONDS.between(moment(share, "created_at"), end(share)))
                .isBetween(59L, 60L);
    }

    @Test
    void a_link_may_hold_its_token_which_ends_with_the_share() throws ParseException {
        JsonNode share =
                shares.given(
                        RestShares.wanted(Samples.A)
                                .put("link_form", "token")
                                .put("expires_in", 3600));

        String url = share.path("url").textValue();
        String prefix = "http://localhost:8088/ohif/viewer?StudyInstanceUIDs=" + Samples.A;
        assertThat(url).startsWith(prefix + "#token=");
        String token = url.substring(url.indexOf("#token=") + 7);
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getStringClaim("share")).isEqualTo(share.path("id").textValue());
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(end(share));
        assertThat(new Doors(realm.getBaseUrl()).grant(token).status()).isEqualTo(200);
    }

    @Test
    void where_several_servers_take_the_token_one_has_to_be_named() {
        ClientAttributes.set(
                realm, SeveralResourceServers.VIEWERS, "dicom-access.login-clients", "ohif");
        ClientAttributes.set(
                realm, SeveralResourceServers.VIEWERS, "dicom-access.share-unseen", "true");
        ObjectNode wanted = RestShares.wanted(Samples.A).put("viewer", "stone");

        assertBad(shares.give(wanted.toString()), "resource_server");
        JsonNode share = shares.given(wanted.put("resource_server", "viewers"));

        assertThat(share.path("resource_server").textValue()).isEqualTo("viewers");
        assertThat(share.path("viewer").textValue()).isEqualTo("stone");
    }

    // What is refused

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badRequests")
    void a_bad_request_is_told_which_field_is_bad(String body, String field) {
        Answer answer = shares.give(Samples.filled(body).replace("{300}", "x".repeat(300)));

        assertBad(answer, field);
        assertThat(answer.body()).doesNotContain("x".repeat(20));
    }

    static Stream<Arguments> badRequests() {
        return TestTable.of(GivingIT.class, "bad-share-requests.tsv");
    }

    @Test
    void a_refused_share_leaves_nothing_behind() {
        int before = shares.ids("").size();
        realm.updateWithCleanup(r -> r.attribute("dicom-access.share-maximum-studies", "10000"));
        String[] many =
                IntStream.range(0, 2_000)
                        .mapToObj(number -> "2.25.%d".formatted(100_000_000 + number))
                        .toArray(String[]::new);

        assertBad(
                shares.give(RestShares.wanted(many).put("link_form", "token").toString()),
                "studies");
        assertBad(shares.give("{}"), "studies");

        assertThat(shares.ids("")).hasSize(before);
        assertThat(shares.give(RestShares.wanted(many).toString()).status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "share-maximum-lifetime | 3600 | {\"expires_in\": 3601} | expires_at",
                "share-maximum-lifetime | 3600 | {\"expires_in\": 3600} | -",
                "share-maximum-lifetime | 3600 | {} | -",
                "maximum-lifetime | 3600 | {\"expires_in\": 3601} | expires_at",
                "share-passcode-required | true | {} | passcode",
                "share-passcode-required | true | {\"passcode\": \"123456\"} | -",
                "share-download | false | {\"actions\": [\"read\", \"download\"]} | actions",
                "share-download | false | {} | -",
                "share-lifetime | 60 | {} | -",
                "share-maximum-studies | 1 | {} | -"
            })
    void a_realm_has_its_own_limits(String setting, String value, String wishes, String field) {
        realm.updateWithCleanup(r -> r.attribute("dicom-access." + setting, value));
        String studies = "{\"studies\": [{\"study_instance_uid\": \"2.25.1001\"}]";

        Answer answer =
                shares.give(
                        wishes.equals("{}") ? studies + "}" : studies + ", " + wishes.substring(1));

        if (field.equals("-")) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            if (setting.endsWith("lifetime")) {
                assertThat(
                                ChronoUnit.SECONDS.between(
                                        moment(answer.json(), "not_before"), end(answer.json())))
                        .isLessThanOrEqualTo(Long.parseLong(value));
            }
        } else {
            assertBad(answer, field);
        }
    }

    @Test
    void nobody_lets_others_download_what_they_may_not_download_themselves() {
        RestShares presenter = RestShares.of(realm, SharingRealm.PRESENTER);
        ObjectNode wanted = RestShares.wanted(Samples.A);
        assertThat(presenter.give(wanted.toString()).status()).isEqualTo(201);

        wanted.putArray("actions").add("read").add("download");

        assertBad(presenter.give(wanted.toString()), "actions");
        assertThat(shares.give(wanted.toString()).status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    recipient  | {'send_email': true}
                    send_email | {'send_email': 'yes'}
                    message    | {'message': 1}
                    """)
    void a_share_whose_mail_is_asked_for_wrongly_is_not_given(String field, String wishes)
            throws Exception {
        ObjectNode wanted = RestShares.wanted(Samples.A);
        wanted.setAll((ObjectNode) new ObjectMapper().readTree(wishes.replace('\'', '"')));
        List<String> before = shares.ids("");

        assertBad(shares.give(wanted.toString()), field);

        assertThat(shares.ids("")).isEqualTo(before);
    }

    @Test
    void a_message_that_is_too_long_to_be_mailed_means_no_share() {
        ObjectNode wanted = RestShares.wanted(Samples.A);
        wanted.putObject("recipient").put("email", "colleague@hospital.example");
        wanted.put("send_email", true).put("message", "x".repeat(2001));
        List<String> before = shares.ids("");

        assertBad(shares.give(wanted.toString()), "message");

        assertThat(shares.ids("")).isEqualTo(before);
    }

    @Test
    void a_link_that_starts_a_program_is_not_mailed() {
        ClientAttributes.set(
                realm, "orthanc", "dicom-access.viewer.weasis", "https://images.example/dicom-web");
        ObjectNode wanted = RestShares.wanted(Samples.A);
        wanted.putArray("actions").add("read").add("download");
        wanted.putObject("recipient").put("email", "colleague@hospital.example");
        wanted.put("viewer", "weasis").put("link_form", "token").put("send_email", true);
        List<String> before = shares.ids("");

        assertBad(shares.give(wanted.toString()), "send_email");

        assertThat(shares.ids("")).isEqualTo(before);
    }

    @Test
    void a_realm_says_how_many_studies_a_share_may_have() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.share-maximum-studies", "2"));

        assertThat(shares.give(RestShares.wanted("1.1", "1.2").toString()).status()).isEqualTo(201);
        // A study that is named twice is one.
        assertThat(shares.give(RestShares.wanted("1.1", "1.2", "1.1").toString()).status())
                .isEqualTo(201);
        assertBad(shares.give(RestShares.wanted("1.1", "1.2", "1.3").toString()), "studies");
    }

    @Test
    void a_realm_whose_setting_is_wrong_gives_nothing() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.share-lifetime", "a week"));

        Answer answer = shares.give(RestShares.wanted(Samples.A).toString());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error_description").textValue())
                .startsWith("The realm attribute dicom-access.share-lifetime must be ");
    }

    @ParameterizedTest
    @CsvSource({"external", "guest", "locum", "visitor"})
    void whoever_may_not_share_is_told_so_before_anything_is_read(String user) {
        RestShares theirs = RestShares.of(realm, user);

        for (String body : new String[] {RestShares.wanted(Samples.A).toString(), "{", ""}) {
            Answer answer = theirs.give(body);

            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
            assertThat(answer.reason()).isEqualTo("share_permission_missing");
            assertThat(answer.json().path("error").textValue()).isEqualTo("access_denied");
        }
        assertThat(theirs.list("").json().path("shares")).isEmpty();
    }

    @Test
    void whoever_may_do_everything_may_share() {
        assertThat(RestShares.of(realm, "admin").given().path("owner").path("username").textValue())
                .isEqualTo("admin");
    }

    private static Instant end(JsonNode share) {
        return moment(share, "expires_at");
    }

    private static Instant moment(JsonNode share, String field) {
        return Instant.parse(share.path(field).textValue()).truncatedTo(ChronoUnit.SECONDS);
    }

    private static void assertBad(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue()).startsWith(field + ": ");
    }
}
