package org.dicomaccess.keycloak.http.shares;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What people see of their shares and do to them. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class OwnSharesIT {
    private static final AtomicInteger STUDIES = new AtomicInteger();

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private RestShares shares;
    private RestShares others;

    /** One that no other test shares. */
    private String study;

    @BeforeEach
    void sign_in() {
        shares = RestShares.of(realm, SharingRealm.GIVER);
        others = RestShares.of(realm, SharingRealm.COLLEAGUE);
        study = "2.25.555." + STUDIES.incrementAndGet();
    }

    // The list

    @Test
    void the_list_has_ones_own_shares_newest_first() {
        List<String> given = give(5);
        String notMine = id(others.given(RestShares.wanted(study)));

        assertThat(shares.ids("study=" + study)).isEqualTo(reversed(given));
        assertThat(shares.ids("")).startsWith(reversed(given).toArray(String[]::new));
        assertThat(shares.ids("")).doesNotContain(notMine);
        assertThat(others.ids("study=" + study)).containsExactly(notMine);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7, 8, 100})
    void pages_of_any_size_have_each_share_once(int max) {
        List<String> given = give(7);

        assertThat(shares.ids("study=" + study + "&max=" + max)).isEqualTo(reversed(given));
    }

    @Test
    void nothing_is_missed_or_met_twice_while_new_ones_are_given() {
        List<String> given = give(6);
        List<String> seen = new ArrayList<>();

        String query = "study=" + study + "&max=2";
        JsonNode page = shares.list(query).json();
        while (true) {
            page.path("shares").forEach(share -> seen.add(id(share)));
            if (!page.has("next")) {
                break;
            }
            give(3);
            page = shares.list(query + "&after=" + page.path("next").textValue()).json();
        }

        assertThat(seen).isEqualTo(reversed(given));
    }

    @Test
    void pages_of_the_usual_size_have_twenty() {
        give(21);

        JsonNode page = shares.list("study=" + study).json();

        assertThat(page.path("shares")).hasSize(20);
        assertThat(page.path("next").textValue()).isEqualTo(id(page.path("shares").get(19)));
        assertThat(shares.list("study=" + study + "&max=22").json().has("next")).isFalse();
    }

    @Test
    void the_list_is_narrowed_by_all_that_is_named() {
        String other = study + ".1";
        String plain = id(shares.given(RestShares.wanted(study)));
        String both = id(shares.given(RestShares.wanted(study, other)));
        ObjectNode mailed = RestShares.wanted(study);
        mailed.putObject("recipient").put("email", "jane@" + STUDIES + ".example");
        String toAddress = id(shares.given(mailed));
        ObjectNode named = RestShares.wanted(study);
        named.putObject("recipient").put("username", SharingRealm.LOOKER);
        String toUser = id(shares.given(named));
        shares.delete(plain);

        assertThat(shares.ids("study=" + study)).containsExactly(toUser, toAddress, both, plain);
        assertThat(shares.ids("study=" + other)).containsExactly(both);
        assertThat(shares.ids("study=" + study + "&state=active"))
                .containsExactly(toUser, toAddress, both);
        assertThat(shares.ids("study=" + study + "&state=revoked")).containsExactly(plain);
        assertThat(shares.ids("study=" + study + "&state=expired")).isEmpty();
        assertThat(shares.ids("recipient=jane@" + STUDIES + ".example")).containsExactly(toAddress);
        assertThat(shares.ids("study=" + study + "&recipient=" + SharingRealm.LOOKER))
                .containsExactly(toUser);
        assertThat(shares.ids("study=" + study + "&recipient=nobody")).isEmpty();
        assertThat(shares.ids("study=" + study + "&resource_server=orthanc")).hasSize(4);
        assertThat(shares.ids("study=" + study + "&resource_server=viewers")).isEmpty();
        assertThat(shares.ids("study=" + study + "&resource_server=nowhere")).isEmpty();
        assertThat(shares.ids("study=9.9.9")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "max=0, max",
        "max=-1, max",
        "max=101, max",
        "max=, max",
        "max=ten, max",
        "max=1.0, max",
        "max=+5, max",
        "max=%D9%A1, max",
        "max=99999999999999999999, max",
        "max=1&max=2, max",
        "state=open, state",
        "state=Active, state",
        "state=, state",
        "state=active&state=revoked, state",
        "study=x, study",
        "study=, study",
        "study=1.2.*, study",
        "study=1.2&study=1.2, study",
        "after=x, after",
        "after=, after",
        "after=AAAAAAAAAAAAAAAAAAAAAA, after",
        "owner=doctor, query",
        "State=active, query",
        "nonsense=1, query",
    })
    void an_argument_that_means_nothing_is_refused(String query, String field) {
        Answer answer = shares.list(query);

        assertBad(answer, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipient=%00", "recipient=a%0Ab", "resource_server=%00", "after=%00"})
    void control_characters_are_refused_before_any_database_sees_them(String query) {
        assertThat(shares.list(query).status()).isEqualTo(400);
    }

    // One share

    @Test
    void what_is_not_there_and_what_is_somebody_elses_look_alike() {
        String notMine = id(others.given(RestShares.wanted(study)));
        String gone = "AAAAAAAAAAAAAAAAAAAAAA";
        for (String rest : List.of("", "/history")) {
            assertAlike(shares.get(notMine + rest), shares.get(gone + rest));
        }
        for (String part : List.of("/revoke", "/extend", "/unlock")) {
            assertAlike(shares.post(notMine + part, "{}"), shares.post(gone + part, "{}"));
            assertAlike(shares.post(notMine + part, "{"), shares.post(gone + part, "{"));
        }
        assertAlike(
                shares.put(notMine + "/passcode", "{\"passcode\": \"123456\"}"),
                shares.put(gone + "/passcode", "{\"passcode\": \"123456\"}"));
        assertAlike(shares.delete(notMine + "/passcode"), shares.delete(gone + "/passcode"));
        assertAlike(shares.delete(notMine), shares.delete(gone));

        assertThat(others.share(notMine).path("state").textValue()).isEqualTo("active");
        assertThat(others.kinds(notMine)).containsExactly("given");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "%00", "%20", "'", "a%2Fb", "%F0%9F%92%80", "AAAAAAAAAAAAAAAAAAAAA%00"})
    void what_cannot_be_an_id_is_not_there(String id) {
        Answer answer = shares.get(id);

        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().path("error").textValue()).isEqualTo("not_found");
    }

    // Taking back

    @Test
    void a_share_is_taken_back_once_and_the_first_reason_stays() {
        String id = id(shares.given(RestShares.wanted(study)));

        Answer first = shares.post(id + "/revoke", "{\"reason\": \"sent to the wrong Müller\"}");
        time.set(60);
        Answer second = again().post(id + "/revoke", "{\"reason\": \"another\"}");
        Answer third = again().delete(id);

        for (Answer answer : List.of(first, second, third)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("state").textValue()).isEqualTo("revoked");
            assertThat(answer.json().path("revoked").path("by").textValue()).isEqualTo("doctor");
            assertThat(answer.json().path("revoked").path("reason").textValue())
                    .isEqualTo("sent to the wrong Müller");
        }
        assertThat(second.json().path("revoked")).isEqualTo(first.json().path("revoked"));
        assertThat(again().kinds(id)).containsExactly("revoked", "given");
    }

    @Test
    void a_share_may_be_deleted_without_a_reason() {
        String id = id(shares.given(RestShares.wanted(study)));

        assertThat(shares.delete(id).json().path("revoked").path("reason").textValue()).isEmpty();
        assertThat(shares.share(id).path("state").textValue()).isEqualTo("revoked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\": 7} | reason",
                "{\"reason\": \"one\\ntwo\"} | reason",
                "{\"reason\": \"\\u0000\"} | reason",
                "[] | body",
                "{ | body"
            })
    void a_reason_is_one_line_of_text(String body, String field) {
        String id = id(shares.given(RestShares.wanted(study)));

        assertBad(shares.post(id + "/revoke", body), field);

        assertThat(shares.share(id).path("state").textValue()).isEqualTo("active");
    }

    @Test
    void a_long_reason_is_cut() {
        String id = id(shares.given(RestShares.wanted(study)));

        Answer answer =
                shares.post(id + "/revoke", "{\"reason\": \"%s\"}".formatted("ä".repeat(1_000)));

        assertThat(answer.json().path("revoked").path("reason").textValue())
                .isEqualTo("ä".repeat(255));
    }

    @Test
    void whoever_may_no_longer_share_still_sees_and_takes_back_what_they_gave() {
        String id = id(others.given(RestShares.wanted(study)));
        RoleRepresentation doctor = realm.admin().roles().get("doctor").toRepresentation();
        var roles =
                realm.admin()
                        .users()
                        .get(Logins.userId(realm, SharingRealm.COLLEAGUE))
                        .roles()
                        .realmLevel();
        roles.remove(List.of(doctor));
        realm.cleanup().add(ignored -> roles.add(List.of(doctor)));

        assertThat(others.share(id).path("state").textValue()).isEqualTo("active");
        assertThat(others.ids("study=" + study)).containsExactly(id);
        for (Answer answer :
                List.of(
                        others.post(id + "/extend", "{\"maximum_opens\": 5}"),
                        others.post(id + "/unlock", ""),
                        others.put(id + "/passcode", "{\"passcode\": \"123456\"}"),
                        others.delete(id + "/passcode"))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
            assertThat(answer.reason()).isEqualTo("share_permission_missing");
        }
        assertThat(others.delete(id).json().path("state").textValue()).isEqualTo("revoked");
    }

    // Changing

    @Test
    void a_share_lives_longer_and_is_opened_more_often() {
        JsonNode given =
                shares.given(
                        RestShares.wanted(study).put("expires_in", 600).put("maximum_opens", 1));
        String id = id(given);
        String end = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS) + "";

        JsonNode longer =
                shares.post(id + "/extend", "{\"expires_at\": \"%s\"}".formatted(end)).json();
        JsonNode oftener = shares.post(id + "/extend", "{\"maximum_opens\": 9}").json();

        assertThat(longer.path("expires_at").textValue()).isEqualTo(end);
        assertThat(longer.path("maximum_opens").intValue()).isEqualTo(1);
        assertThat(oftener.path("expires_at").textValue()).isEqualTo(end);
        assertThat(oftener.path("maximum_opens").intValue()).isEqualTo(9);
        assertThat(oftener.has("url")).isFalse();
        assertThat(shares.kinds(id)).containsExactly("extended", "extended", "given");
    }

    @Test
    void a_used_up_share_opens_again_once_it_may_be_opened_more_often() {
        JsonNode given = shares.given(RestShares.wanted(study).put("maximum_opens", 1));
        String link = given.path("url").textValue();
        assertThat(RestShares.open(link).status()).isEqualTo(303);
        assertThat(RestShares.open(link).status()).isEqualTo(410);
        assertThat(shares.ids("study=" + study + "&state=exhausted")).containsExactly(id(given));

        shares.post(id(given) + "/extend", "{\"maximum_opens\": 2}");

        assertThat(shares.ids("study=" + study + "&state=exhausted")).isEmpty();
        assertThat(RestShares.open(link).status()).isEqualTo(303);
        assertThat(RestShares.open(link).status()).isEqualTo(410);
        assertThat(shares.share(id(given)).path("opens").intValue()).isEqualTo(2);
    }

    @Test
    void an_expired_share_opens_again_once_its_end_is_put_off() {
        JsonNode given = shares.given(RestShares.wanted(study).put("expires_in", 600));
        String link = given.path("url").textValue();
        time.set(601);
        assertThat(RestShares.open(link).status()).isEqualTo(410);
        assertThat(again().share(id(given)).path("state").textValue()).isEqualTo("expired");

        Answer extended =
                again().post(
                                id(given) + "/extend",
                                "{\"expires_at\": \"%s\"}"
                                        .formatted(Instant.now().plusSeconds(3600)));

        assertThat(extended.json().path("state").textValue()).isEqualTo("active");
        assertThat(RestShares.open(link).status()).isEqualTo(303);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expires_at\": \"2000-01-01T00:00:00Z\"} | expires_at",
                "{\"expires_at\": \"2999-01-01T00:00:00Z\"} | expires_at",
                "{\"expires_at\": \"+999999999-12-31T23:59:59Z\"} | expires_at",
                "{\"expires_at\": \"{sooner}\"} | expires_at",
                "{\"expires_at\": 7} | expires_at",
                "{\"expires_at\": \"soon\"} | expires_at",
                "{\"maximum_opens\": 0} | maximum_opens",
                "{\"maximum_opens\": 1000001} | maximum_opens",
                "{\"maximum_opens\": \"2\"} | maximum_opens",
                "{\"maximum_opens\": 1.5} | maximum_opens",
                "{\"maximum_opens\": 2, \"expires_at\": \"soon\"} | expires_at",
                "[] | body",
                "{ | body"
            })
    void a_share_is_not_extended_beyond_what_the_realm_allows(String body, String field) {
        JsonNode given = shares.given(RestShares.wanted(study).put("expires_in", 600));

        Answer answer =
                shares.post(
                        id(given) + "/extend",
                        body.replace("{sooner}", Instant.now().plusSeconds(300).toString()));

        assertBad(answer, field);
        JsonNode still = shares.share(id(given));
        assertThat(still.path("expires_at")).isEqualTo(given.path("expires_at"));
        assertThat(still.has("maximum_opens")).isFalse();
        assertThat(shares.kinds(id(given))).containsExactly("given");
    }

    @Test
    void the_longest_life_counts_from_when_a_share_was_given() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.share-maximum-lifetime", "7200"));
        String id = id(shares.given(RestShares.wanted(study).put("expires_in", 7_000)));
        time.set(3_600);
        RestShares later = again();

        assertThat(extendTo(later, id, 3_600 + 3_500).status()).isEqualTo(200);
        assertBad(extendTo(later, id, 3_600 + 3_700), "expires_at");
    }

    @Test
    void a_link_that_holds_its_token_cannot_be_changed_but_taken_back() {
        String id = id(shares.given(RestShares.wanted(study).put("link_form", "token")));

        assertBad(extendTo(shares, id, 864_000), "expires_at");
        assertBad(shares.post(id + "/extend", "{\"maximum_opens\": 3}"), "maximum_opens");
        assertBad(shares.put(id + "/passcode", "{\"passcode\": \"123456\"}"), "passcode");
        assertThat(shares.delete(id).json().path("state").textValue()).isEqualTo("revoked");
    }

    @Test
    void a_revoked_share_stays_as_it_is() {
        JsonNode given = shares.given(RestShares.wanted(study));
        shares.delete(id(given));

        assertBad(shares.post(id(given) + "/extend", "{\"maximum_opens\": 3}"), "share");
        assertBad(shares.post(id(given) + "/unlock", ""), "share");
        assertBad(shares.put(id(given) + "/passcode", "{\"passcode\": \"123456\"}"), "share");
        assertBad(shares.delete(id(given) + "/passcode"), "share");
        assertThat(shares.kinds(id(given))).containsExactly("revoked", "given");
    }

    @Test
    void a_passcode_is_given_changed_and_taken_away() {
        JsonNode given = shares.given(RestShares.wanted(study));
        String link = given.path("url").textValue();

        JsonNode first =
                shares.put(id(given) + "/passcode", "{\"passcode\": \"first one\"}").json();
        assertThat(first.path("passcode").booleanValue()).isTrue();
        assertThat(RestShares.open(link).status()).isEqualTo(400);
        assertThat(RestShares.open(link, "passcode", "first one").status()).isEqualTo(303);

        shares.put(id(given) + "/passcode", "{\"passcode\": \"Zweiter Schlüssel\"}");
        assertThat(RestShares.open(link, "passcode", "first one").status()).isEqualTo(403);
        // However the keyboard composes it.
        assertThat(RestShares.open(link, "passcode", "Zweiter Schlu\u0308ssel").status())
                .isEqualTo(303);

        JsonNode none = shares.delete(id(given) + "/passcode").json();
        assertThat(none.path("passcode").booleanValue()).isFalse();
        assertThat(RestShares.open(link).status()).isEqualTo(303);
        assertThat(shares.kinds(id(given)))
                .containsExactly(
                        "opened",
                        "passcode_changed",
                        "opened",
                        "passcode_failed",
                        "passcode_changed",
                        "opened",
                        "refused",
                        "passcode_changed",
                        "given");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | passcode",
                "{\"passcode\": null} | passcode",
                "{\"passcode\": \"\"} | passcode",
                "{\"passcode\": \"12345\"} | passcode",
                "{\"passcode\": 123456} | passcode",
                "[] | body",
                "\"123456\" | body"
            })
    void a_passcode_has_six_characters_or_more(String body, String field) {
        JsonNode given = shares.given(RestShares.wanted(study));

        assertBad(shares.put(id(given) + "/passcode", body), field);

        assertThat(shares.share(id(given)).path("passcode").booleanValue()).isFalse();
    }

    @Test
    void a_realm_may_keep_passcodes_from_being_taken_away() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.share-passcode-required", "true"));
        JsonNode given = shares.given(RestShares.wanted(study).put("passcode", "123456"));

        assertBad(shares.delete(id(given) + "/passcode"), "passcode");

        assertThat(shares.share(id(given)).path("passcode").booleanValue()).isTrue();
    }

    @Test
    void a_locked_share_opens_again_once_it_is_unlocked_or_has_another_passcode() {
        JsonNode given = shares.given(RestShares.wanted(study).put("passcode", "123456"));
        String link = given.path("url").textValue();

        for (String key : List.of("/unlock", "/passcode")) {
            for (int i = 0; i < 5; i++) {
                assertThat(RestShares.open(link, "passcode", "wrong!").status()).isEqualTo(403);
            }
            assertThat(RestShares.open(link, "passcode", "123456").status()).isEqualTo(403);
            assertThat(shares.share(id(given)).path("state").textValue()).isEqualTo("locked");
            assertThat(shares.share(id(given)).path("failed_attempts").intValue()).isEqualTo(5);
            assertThat(shares.ids("study=" + study + "&state=locked")).containsExactly(id(given));

            Answer unlocked =
                    key.equals("/unlock")
                            ? shares.post(id(given) + key, "")
                            : shares.put(id(given) + key, "{\"passcode\": \"123456\"}");

            assertThat(unlocked.json().path("state").textValue()).isEqualTo("active");
            assertThat(RestShares.open(link, "passcode", "123456").status()).isEqualTo(303);
        }
    }

    // History

    @Test
    void the_history_says_who_did_what_from_where_and_with_what() {
        JsonNode given = shares.given(RestShares.wanted(study));
        RestShares.open(given.path("url").textValue());
        shares.post(id(given) + "/revoke", "{\"reason\": \"enough\"}");

        JsonNode history = shares.get(id(given) + "/history").json().path("history");

        assertThat(history).hasSize(3);
        JsonNode revoked = history.get(0);
        JsonNode opened = history.get(1);
        assertThat(revoked.path("kind").textValue()).isEqualTo("revoked");
        assertThat(revoked.path("by").textValue()).isEqualTo("doctor");
        assertThat(revoked.path("detail").textValue()).isEqualTo("enough");
        assertThat(opened.path("kind").textValue()).isEqualTo("opened");
        assertThat(opened.path("by").textValue()).isEmpty();
        assertThat(opened.path("browser").textValue()).isEqualTo("Browser of the recipient");
        assertThat(opened.path("detail").textValue()).isEqualTo("ohif");
        for (JsonNode entry : history) {
            assertThat(entry.path("address").textValue()).isEqualTo("127.0.0.1");
            assertThat(Instant.parse(entry.path("at").textValue()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        }
        assertThat(shares.share(id(given)).path("opens").intValue()).isEqualTo(1);
        assertThat(shares.share(id(given)).path("last_open_at").isTextual()).isTrue();
    }

    @Test
    void a_browser_that_says_very_much_of_itself_is_cut() {
        JsonNode given = shares.given(RestShares.wanted(study));

        Answer opened =
                new RawRequest("POST", URI.create(given.path("url").textValue()).getPath())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("User-Agent", "B".repeat(2_000))
                        .body("do=open".getBytes(StandardCharsets.US_ASCII))
                        .send(realm.getBaseUrl());

        assertThat(opened.status()).as(opened.body()).isEqualTo(303);
        assertThat(
                        shares.get(id(given) + "/history")
                                .json()
                                .path("history")
                                .get(0)
                                .path("browser")
                                .textValue())
                .isEqualTo("B".repeat(255));
    }

    /** The same person after the clock was set: their token ended meanwhile. */
    private RestShares again() {
        return RestShares.of(realm, SharingRealm.GIVER);
    }

    private static Answer extendTo(RestShares shares, String id, long seconds) {
        Instant end = Instant.now().plusSeconds(seconds);
        return shares.post(id + "/extend", "{\"expires_at\": \"%s\"}".formatted(end));
    }

    private List<String> give(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(id(shares.given(RestShares.wanted(study))));
        }
        return ids;
    }

    private static List<String> reversed(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String id(JsonNode share) {
        return share.path("id").textValue();
    }

    private static void assertAlike(Answer one, Answer other) {
        assertThat(one.status()).as(one.body()).isEqualTo(404);
        assertThat(other.status()).isEqualTo(404);
        assertThat(one.body()).isEqualTo(other.body());
        assertThat(one.headers().map().keySet()).isEqualTo(other.headers().map().keySet());
    }

    private static void assertBad(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue()).startsWith(field + ": ");
    }
}
