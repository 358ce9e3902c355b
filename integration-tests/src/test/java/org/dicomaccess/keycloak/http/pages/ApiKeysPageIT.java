package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.apikeys.KeyRealm;
import org.dicomaccess.keycloak.http.apikeys.RestKeys;
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

/** The page on which people make API keys, watch them and revoke them. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class ApiKeysPageIT {
    private static final String PAGE = "pages/api-keys";
    private static final String METADATA =
            Samples.filled("/orthanc/dicom-web/studies/{A}/metadata");
    private static final Pattern KEY =
            Pattern.compile("<input id=\"new-key\"[^>]* value=\"([^\"]+)\"");

    @InjectRealm(fromJson = "/orthanc-realm.json", config = KeyRealm.class)
    ManagedRealm realm;

    private RestKeys keys;
    private Visitor scripter;

    @BeforeEach
    void sign_in() {
        keys = RestKeys.none(realm, KeyRealm.SCRIPTER);
        scripter = signedIn(KeyRealm.SCRIPTER);
    }

    @Test
    void whoever_is_not_signed_in_does_that_first() {
        Answer answer = new Visitor(realm.getBaseUrl()).get(PAGE);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/protocol/openid-connect/auth?");
    }

    @Test
    void a_key_is_made_shown_once_and_works() {
        Answer made =
                make("name", "night job <b>", "days", "30", "reach", "only", "permission", "view");

        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.body()).contains("night job &lt;b&gt;").doesNotContain("job <b>");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String key = key(made);
        assertThat(open(key)).isEqualTo(200);

        String again = scripter.get(PAGE).body();
        assertThat(again).doesNotContain(key).contains("night job &lt;b&gt;", "<td>view</td>");
        assertThat(keys.list().json().path("api_keys").get(0).path("permissions").toString())
                .isEqualTo("[\"view\"]");
    }

    @Test
    void a_key_for_all_and_without_an_end_is_made_when_asked_for() {
        key(make("name", "a", "days", "", "reach", "all"));

        assertThat(scripter.get(PAGE).body())
                .contains("<td>All that I may do</td>", "<td>Until it is revoked</td>")
                .contains("<td>Never</td>");
    }

    @Test
    void in_a_realm_with_a_longest_life_no_longer_one_is_offered() {
        realm.updateWithCleanup(
                r -> r.attribute("dicom-access.api-key-maximum-lifetime", "2592000"));

        assertThat(scripter.get(PAGE).body())
                .contains("<option value=\"30\"")
                .doesNotContain("<option value=\"90\"", "<option value=\"\"");
        assertThat(make("name", "a", "days", "365", "reach", "all").body())
                .contains("The end must not be later");
        assertThat(keys.ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', all, '', Enter one line",
        "taken, all, '', Enter one line",
        "a, only, '', Choose at least one thing",
        "a, only, delete, Choose at least one thing",
        "a, only, all, Choose at least one thing"
    })
    void what_is_entered_wrong_is_said_beside_the_field_and_kept(
            String name, String reach, String permission, String complaint) {
        keys.made(RestKeys.wanted().put("name", "taken"));
        Answer answer =
                permission.isEmpty()
                        ? make("name", name, "days", "7", "reach", reach)
                        : make("name", name, "days", "7", "reach", reach, "permission", permission);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(complaint, "<option value=\"7\" selected>");
        assertThat(keys.ids()).hasSize(1);
    }

    @Test
    void whoever_has_as_many_as_may_be_is_told() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.api-keys-per-user", "1"));
        keys.key();

        assertThat(make("name", "a", "days", "7", "reach", "all").body())
                .contains("You have as many keys as you may");
    }

    @Test
    void a_key_is_revoked() {
        String key = keys.key();

        Answer revoked = post(scripter, "do", "revoke", "key", keys.ids().get(0));

        assertThat(revoked.body()).contains("The key was revoked.", "You have no API keys.");
        assertThat(open(key)).isEqualTo(401);
    }

    @Test
    void the_key_of_somebody_else_is_not_revoked() {
        RestKeys others = RestKeys.none(realm, KeyRealm.COLLEAGUE);
        String key = others.key();

        Answer answer = post(scripter, "do", "revoke", "key", others.ids().get(0));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(open(key)).isEqualTo(200);
    }

    @Test
    void whoever_may_have_none_is_told_and_makes_none() {
        Visitor doctor = signedIn(KeyRealm.DOCTOR);
        String token = Html.hidden(doctor.get("pages/share?study=2.25.1").body(), "form-token");

        assertThat(doctor.get(PAGE).body())
                .contains("permission api-keys")
                .doesNotContain("<form", "My API keys</a>");
        Answer answer =
                doctor.post(PAGE, "form-token", token, "do", "make", "name", "a", "reach", "all");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(RestKeys.of(realm, KeyRealm.DOCTOR).ids()).isEmpty();
        assertThat(signedIn(KeyRealm.SCRIPTER).get("pages/shares").body())
                .contains("My API keys</a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void a_form_that_no_page_of_this_server_made_makes_nothing(String token) {
        Answer answer =
                scripter.post(PAGE, "do", "make", "name", "a", "reach", "all", "form-token", token);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(keys.ids()).isEmpty();
    }

    @Test
    void a_form_of_another_site_makes_nothing() {
        String token = Html.hidden(scripter.get(PAGE).body(), "form-token");

        Answer answer =
                scripter.send(
                        "POST",
                        PAGE,
                        Visitor.form(
                                "do", "make", "name", "a", "reach", "all", "form-token", token),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Origin",
                        "https://evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(keys.ids()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do=",
                "do=nonsense",
                "do=make&name=a",
                "do=make&name=a&reach=some",
                "do=make&name=a&name=b&reach=all",
                "do=make&name=a&reach=all&days=x",
                "do=make&name=a&reach=all&days=2",
                "do=make&name=a&reach=all&days=-1"
            })
    void a_form_of_another_shape_is_refused(String fields) {
        String token = Html.hidden(scripter.get(PAGE).body(), "form-token");

        Answer answer =
                scripter.send(
                        "POST",
                        PAGE,
                        fields + "&form-token=" + token,
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Sec-Fetch-Site",
                        "same-origin");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(keys.ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "de, Meine API-Schlüssel",
        "fr, Mes clés API",
        "es, Mis claves de API",
        "nl, Mijn API-sleutels"
    })
    void the_page_speaks_its_readers_language(String language, String title) {
        Answer page = scripter.get(PAGE + "?kc_locale=" + language);

        assertThat(page.body()).contains("<h1", title);
    }

    @Test
    void the_page_runs_nothing_of_its_own_making() {
        Answer page = scripter.get(PAGE);

        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self'", "style-src 'self'");
        assertThat(page.body()).doesNotContain("<script>", "style=\"", "onclick");
    }

    private Answer make(String... fields) {
        List<String> all = new ArrayList<>(List.of("do", "make"));
        all.addAll(List.of(fields));
        return post(scripter, all.toArray(String[]::new));
    }

    private static Answer post(Visitor visitor, String... fields) {
        String[] all = new String[fields.length + 2];
        all[0] = "form-token";
        all[1] = Html.hidden(visitor.get(PAGE).body(), "form-token");
        System.arraycopy(fields, 0, all, 2, fields.length);
        return visitor.post(PAGE, all);
    }

    private static String key(Answer made) {
        Matcher key = KEY.matcher(made.body());
        assertThat(key.find()).as(made.body()).isTrue();
        return key.group(1);
    }

    private int open(String key) {
        return new Doors(realm.getBaseUrl())
                .check("api-key", key, "X-Original-Method", "GET", "X-Original-URI", METADATA)
                .status();
    }

    private Visitor signedIn(String user) {
        Visitor visitor = new Visitor(realm.getBaseUrl());
        String back = visitor.signIn(visitor.get(PAGE).header("Location"), user).header("Location");
        assertThat(visitor.get(back).status()).isEqualTo(303);
        return visitor;
    }
}
