package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** Where a share link leads, in every state of its share. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class LandingIT {
    private static final String STUDY = "2.25.1001";
    private static final String VIEWER =
            "http://localhost:8088/ohif/viewer?StudyInstanceUIDs=" + STUDY + "#token=";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = ManyWrongCodes.class)
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @InjectTimeOffSet TimeOffSet time;

    private Visitor visitor;

    @BeforeEach
    void visit() {
        visitor = new Visitor(realm.getBaseUrl());
    }

    // A share that can be opened

    @Test
    void a_link_leads_to_a_page_that_says_who_gave_it_how_much_it_is_and_until_when() {
        String code = given(Wish.plain().by("doctor", "the owner's own words"));

        Answer page = visitor.get("s/" + code);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Dora Doctor", "Available until", "<time datetime=", "Open the images")
                .doesNotContain("the owner", STUDY, "StudyInstanceUID", "token=");
    }

    @Test
    void a_publication_of_the_image_server_is_from_the_realm() {
        Answer publication =
                doors().create("ohif-viewer-publication", Doors.ohifPublication(STUDY));
        String link = publication.json().path("url").textValue();

        assertThat(visitor.get(link).body()).contains("<dd>Orthanc</dd>");
        assertThat(visitor.post(link).header("Location")).startsWith(VIEWER);
    }

    @Test
    void pressing_the_button_opens_it_in_the_viewer() {
        String code = given(Wish.plain());

        Answer opened = visitor.post("s/" + code, "do", "open");

        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.header("Location")).startsWith(VIEWER);
        assertThat(opened.body()).isEmpty();
        assertThat(opens(code)).isEqualTo(1);
        String token = opened.header("Location").substring(VIEWER.length());
        assertThat(doors().grant(token).status()).isEqualTo(200);
        assertThat(doors().validate(token, STUDY).json().path("granted").booleanValue()).isTrue();
    }

    @Test
    void fetching_the_page_never_counts() {
        String code = given(Wish.plain().opening(1));

        for (int i = 0; i < 20; i++) {
            assertThat(visitor.get("s/" + code).status()).isEqualTo(200);
            assertThat(visitor.send("HEAD", "s/" + code, "").status()).isEqualTo(200);
        }

        assertThat(opens(code)).isZero();
        assertThat(history(code)).isEqualTo("given");
        assertThat(visitor.post("s/" + code).status()).isEqualTo(303);
    }

    @Test
    void a_viewer_that_is_not_offered_opens_nothing() {
        String code = given(Wish.plain());

        for (String viewer : List.of("weasis", "download", "stone", "OHIF", "nonsense")) {
            Answer answer = visitor.post("s/" + code, "do", "open", "viewer", viewer);

            assertThat(answer.status()).as(viewer).isEqualTo(400);
        }
        assertThat(visitor.post("s/" + code, "do", "download").status()).isEqualTo(400);
        assertThat(opens(code)).isZero();
    }

    @Test
    void without_a_viewer_to_open_it_the_page_says_so() {
        String code = given(Wish.plain().on(SeveralResourceServers.NO_VIEWERS));

        assertPage(visitor.get("s/" + code), 503, "There is no viewer for these images");
        assertThat(visitor.post("s/" + code).status()).isEqualTo(400);
        assertThat(opens(code)).isZero();
    }

    // Closed

    @Test
    void a_code_without_a_share_is_unknown() {
        assertPage(visitor.get("s/nothing"), 404, "This link leads nowhere");
        assertPage(visitor.post("s/nothing"), 404, "This link leads nowhere");
    }

    @ParameterizedTest
    @MethodSource("unknownCodes")
    void unknown_codes_look_the_same_whatever_they_are(String code) {
        String usual = visitor.get("s/AAAAAAAAAAAAAAAAAAAAAAAA").body();

        Answer answer = visitor.get("s/" + code);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Html.withoutLanguages(answer.body())).isEqualTo(Html.withoutLanguages(usual));
    }

    static List<String> unknownCodes() {
        return List.of(
                "x",
                "BBBBBBBBBBBBBBBBBBBBBBBB",
                "x".repeat(2000),
                "%C3%A9%E2%82%AC",
                "a/b",
                "a%2Fb",
                "%20",
                "%00",
                "%FF",
                "..%2F..",
                "%3Cscript%3E",
                "'%20or%201=1--");
    }

    @Test
    void a_link_that_holds_its_token_is_no_way_to_open_its_share() {
        String code = given(Wish.plain().withTokenInLink());

        assertPage(visitor.get("s/" + code), 404, "This link leads nowhere");
        assertPage(visitor.post("s/" + code), 404, "This link leads nowhere");
    }

    @Test
    void a_share_of_another_realm_is_unknown_here() {
        String code = given(Wish.plain());

        Answer elsewhere =
                new Visitor(realm.getBaseUrl().replace(realm.getName(), "master")).get("s/" + code);

        assertThat(elsewhere.status()).isEqualTo(404);
    }

    @Test
    void before_its_time_the_page_says_when_it_begins() {
        String code = given(Wish.plain().by("doctor", "").between(600, 7200));

        Answer page = visitor.get("s/" + code);

        assertPage(page, 403, "Not yet available");
        assertThat(page.body()).contains("Available from", "<time datetime=", "Dora Doctor");
        assertThat(visitor.post("s/" + code).status()).isEqualTo(403);

        time.set(601);
        assertThat(visitor.get("s/" + code).status()).isEqualTo(200);
        assertThat(visitor.post("s/" + code).status()).isEqualTo(303);
    }

    @Test
    void after_its_time_it_has_expired() {
        String code = given(Wish.plain().by("doctor", "").between(0, 600));

        time.set(601);

        assertPage(visitor.get("s/" + code), 410, "This link has expired");
        assertPage(visitor.post("s/" + code), 410, "This link has expired");
        assertThat(visitor.get("s/" + code).body()).contains("Dora Doctor");
    }

    @Test
    void one_that_was_taken_back_was_withdrawn() {
        String code = given(Wish.plain());
        server.fetchString(SharesOnServer.revoked(code));

        assertPage(visitor.get("s/" + code), 410, "This link was withdrawn");
        assertPage(visitor.post("s/" + code), 410, "This link was withdrawn");
        assertThat(opens(code)).isZero();
    }

    @Test
    void one_that_was_opened_as_often_as_it_may_be_is_used_up() {
        String code = given(Wish.plain().opening(2));

        assertThat(visitor.post("s/" + code).status()).isEqualTo(303);
        assertThat(visitor.post("s/" + code).status()).isEqualTo(303);

        assertPage(visitor.post("s/" + code), 410, "This link has been used up");
        assertPage(visitor.get("s/" + code), 410, "This link has been used up");
        assertThat(opens(code)).isEqualTo(2);
    }

    @Test
    void without_its_image_server_it_opens_nothing() {
        String code = given(Wish.plain());
        ClientRepresentation client = realm.admin().clients().findByClientId("orthanc").get(0);
        client.setEnabled(false);
        realm.admin().clients().get(client.getId()).update(client);
        try {
            assertPage(visitor.get("s/" + code), 503, "The images cannot be reached");
            assertPage(visitor.post("s/" + code), 503, "The images cannot be reached");
        } finally {
            client.setEnabled(true);
            realm.admin().clients().get(client.getId()).update(client);
        }
        assertThat(opens(code)).isZero();
    }

    @Test
    void whoever_tries_many_codes_is_held_back() {
        String code = given(Wish.plain());
        visitor.get("s/nothing");
        realm.updateWithCleanup(r -> r.attribute("dicom-access.wrong-codes", "1"));

        Answer page = visitor.get("s/" + code);

        assertPage(page, 429, "Too many attempts");
        assertThat(page.header("Retry-After")).isEqualTo("600");
        assertThat(visitor.post("s/" + code).status()).isEqualTo(429);
    }

    // Passcode

    @Test
    void a_passcode_is_asked_for_and_opens_it() {
        String code = given(Wish.plain().asking("open sesame"));

        assertThat(visitor.get("s/" + code).body()).contains("name=\"passcode\"");
        Answer opened = visitor.post("s/" + code, "do", "open", "passcode", "open sesame");

        assertThat(opened.status()).isEqualTo(303);
        assertThat(opens(code)).isEqualTo(1);
    }

    @Test
    void without_the_passcode_the_form_comes_again_and_nothing_is_counted() {
        String code = given(Wish.plain().asking("open sesame"));

        for (String missing : List.of("", "  ")) {
            Answer answer = visitor.post("s/" + code, "do", "open", "passcode", missing);

            assertPage(answer, 400, "Images were shared with you");
            assertThat(answer.body()).contains("Enter the passcode.", "aria-invalid=\"true\"");
        }
        assertThat(server.fetchString(SharesOnServer.failedAttempts(code))).isEqualTo("0");
    }

    @Test
    void five_wrong_passcodes_lock_it_for_the_right_one_too() {
        String code = given(Wish.plain().asking("open sesame"));

        for (int left = 4; left > 0; left--) {
            Answer wrong = visitor.post("s/" + code, "do", "open", "passcode", "wrong " + left);

            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.body())
                    .contains(
                            "This passcode is wrong.",
                            left == 1 ? "One attempt is left." : left + " attempts are left.")
                    .doesNotContain("wrong " + left);
        }
        assertPage(
                visitor.post("s/" + code, "do", "open", "passcode", "wrong"),
                403,
                "This link is locked");
        assertPage(
                visitor.post("s/" + code, "do", "open", "passcode", "open sesame"),
                403,
                "This link is locked");
        assertPage(visitor.get("s/" + code), 403, "This link is locked");
        assertThat(opens(code)).isZero();
    }

    // Mailed code

    @Test
    void a_mailed_code_opens_it_once() {
        String code = given(Wish.plain().mailing("patient@home.example"));
        String oneTime = server.fetchString(SharesOnServer.mailedCode(code));

        assertThat(visitor.get("s/" + code).body())
                .contains("p…@home.example", "Send me a code", "name=\"mailed-code\"")
                .doesNotContain("patient@");
        assertThat(visitor.post("s/" + code, "mailed-code", oneTime).status()).isEqualTo(303);
        Answer again = visitor.post("s/" + code, "mailed-code", oneTime);

        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body()).contains("This code is wrong or too old.");
    }

    @Test
    void a_mailed_code_is_missed_when_it_is_missing() {
        String code = given(Wish.plain().mailing("patient@home.example"));

        Answer answer = visitor.post("s/" + code, "do", "open");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Enter the code from the e-mail.");
    }

    @Test
    void when_mail_cannot_be_sent_the_page_says_so_and_no_code_is_in_force() {
        String code = given(Wish.plain().mailing("patient@home.example"));

        Answer answer = visitor.post("s/" + code, "do", "send-code");

        assertPage(answer, 503, "The code could not be sent");
        assertThat(history(code)).doesNotContain("code_sent");
        assertThat(server.fetchString(SharesOnServer.mailedCode(code))).isNotEmpty();
    }

    @Test
    void a_code_is_not_sent_twice_in_a_minute() {
        String code = given(Wish.plain().mailing("patient@home.example"));
        server.fetchString(SharesOnServer.mailedCode(code));

        Answer answer = visitor.post("s/" + code, "do", "send-code");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("A code was sent to p…@home.example a moment ago.");
    }

    // Somebody who has to sign in

    @Test
    void for_one_user_whoever_is_not_signed_in_is_sent_to_sign_in_and_comes_back() {
        String code = given(Wish.plain().by("doctor", "").forUser("external"));

        Answer first = visitor.get("s/" + code);
        assertThat(first.status()).isEqualTo(303);
        assertThat(first.header("Location"))
                .startsWith(realm.getBaseUrl() + "/protocol/openid-connect/auth?")
                .contains("client_id=dicom-access-pages", "response_type=code");
        assertThat(first.body()).isEmpty();

        Answer signedIn = visitor.signIn(first.header("Location"), "external");
        assertThat(signedIn.header("Location")).startsWith(visitor.url("s/" + code) + "?");

        Answer back = visitor.get(signedIn.header("Location"));
        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo(visitor.url("s/" + code));

        assertThat(visitor.get("s/" + code).body()).contains("Dora Doctor");
        assertThat(visitor.post("s/" + code).header("Location")).startsWith(VIEWER);
    }

    @Test
    void for_one_user_everybody_else_learns_nothing_but_that() {
        String code = given(Wish.plain().by("doctor", "").forUser("external"));
        server.fetchString(SharesOnServer.revoked(code));
        signIn("admin", code);

        Answer page = visitor.get("s/" + code);

        assertPage(page, 403, "This link is for somebody else");
        assertThat(page.body())
                .contains("Ada Administrator", "/protocol/openid-connect/logout?")
                .doesNotContain("Dora", "Edgar", "withdrawn");
        assertThat(visitor.post("s/" + code).status()).isEqualTo(403);
    }

    @Test
    void signing_out_leads_back_to_the_link() {
        String code = given(Wish.plain().forUser("external"));
        signIn("admin", code);
        String page = visitor.get("s/" + code).body();
        int start = page.indexOf("href=\"", page.indexOf("dicom-access-next")) + 6;
        String signOut = page.substring(start, page.indexOf('"', start)).replace("&amp;", "&");

        Answer asked = visitor.get(signOut);

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("logout-confirm");
    }

    @Test
    void a_sign_in_that_was_broken_off_does_not_begin_again_by_itself() {
        String code = given(Wish.plain().forUser("external"));

        for (String came : List.of("error=access_denied", "code=abc")) {
            Answer page = visitor.get("s/" + code + "?" + came + "&iss=http%3A%2F%2Fx");

            assertPage(page, 403, "You are not signed in");
        }
    }

    @Test
    void without_the_pages_client_the_page_names_the_setting() {
        String code = given(Wish.plain().forUser("external"));
        realm.updateWithCleanup(r -> r.attribute("dicom-access.pages-client", "<b>gone</b>"));

        Answer page = visitor.get("s/" + code);

        assertPage(page, 503, "Signing in is not set up");
        assertThat(page.body())
                .contains("dicom-access.pages-client", "&lt;b&gt;gone&lt;/b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void a_setting_that_is_not_understood_is_named() {
        String code = given(Wish.plain());
        realm.updateWithCleanup(r -> r.attribute("dicom-access.wrong-codes", "many"));

        Answer page = visitor.get("s/" + code);

        assertPage(page, 503, "Something is not set up correctly");
        assertThat(page.body()).contains("dicom-access.wrong-codes");
    }

    // Forms

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("origins")
    void a_form_of_another_site_opens_nothing(String site, String origin, int status) {
        String code = given(Wish.plain());

        Answer answer =
                visitor.send(
                        "POST",
                        "s/" + code,
                        "do=open",
                        site.isEmpty()
                                ? new String[] {"Content-Type", Form.MEDIA_TYPE, "Origin", origin}
                                : new String[] {
                                    "Content-Type",
                                    Form.MEDIA_TYPE,
                                    "Origin",
                                    origin,
                                    "Sec-Fetch-Site",
                                    site
                                });

        assertThat(answer.status()).isEqualTo(status);
        assertThat(opens(code)).isEqualTo(status == 303 ? 1 : 0);
    }

    static List<Arguments> origins() {
        return List.of(
                Arguments.of("cross-site", "https://evil.example", 403),
                Arguments.of("cross-site", "null", 403),
                Arguments.of("same-site", "null", 403),
                Arguments.of("none", "null", 403),
                Arguments.of("", "https://evil.example", 403),
                Arguments.of("", "http://localhost:9999", 403),
                Arguments.of("", "http://localhost:8080", 303),
                Arguments.of("same-origin", "null", 303));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "application/json, {}, 415",
        "text/plain, do=open, 415",
        "multipart/form-data; boundary=x, --x--, 415",
        "application/x-www-form-urlencoded, do=open&do=open, 400",
        "application/x-www-form-urlencoded, do=nonsense, 400",
        "application/x-www-form-urlencoded;charset=UTF-8, do=open, 303"
    })
    void only_a_form_opens_it(String type, String body, int status) {
        String code = given(Wish.plain());

        Answer answer = visitor.send("POST", "s/" + code, body, "Content-Type", type);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(opens(code)).isEqualTo(status == 303 ? 1 : 0);
    }

    @Test
    void a_form_that_is_too_long_is_not_read() {
        String code = given(Wish.plain());

        Answer answer = visitor.post("s/" + code, "do", "open", "passcode", "x".repeat(70_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(opens(code)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void there_are_no_other_methods(String method) {
        String code = given(Wish.plain());

        Answer answer = visitor.send(method, "s/" + code, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(opens(code)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s/{x}",
                "s/x?y={z}",
                "s/x?kc_locale=%zz",
                "s/x?kc_locale=de&kc_locale=fr",
                "s/x?kc_locale=../../etc",
                "pages/shares?state={x}&after=%00",
                "pages/all?study=<script>"
            })
    void an_address_that_no_page_has_written_is_no_server_error(String path) {
        String target = realm.getBaseUrl().replaceFirst("^http://[^/]+", "") + "/dicom-access/";

        Answer answer = new RawRequest("GET", target + path).send(realm.getBaseUrl());

        assertThat(answer.status()).isBetween(300, 499);
    }

    // What every page tells the browser

    @Test
    void every_page_keeps_to_itself() {
        String open = given(Wish.plain());
        String over = given(Wish.plain());
        server.fetchString(SharesOnServer.revoked(over));

        for (Answer page :
                List.of(
                        visitor.get("s/" + open),
                        visitor.get("s/" + over),
                        visitor.get("s/nothing"),
                        visitor.get("pages/ended"),
                        visitor.post("s/" + open))) {
            assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(page.headers().allValues("X-Robots-Tag"))
                    .containsExactly("noindex, nofollow");
            assertThat(page.headers().allValues("X-Content-Type-Options"))
                    .containsExactly("nosniff");
            assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
            assertThat(page.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                    .contains("base-uri 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(page.body()).doesNotContain("<style", "style=\"", "onclick", "onload");
            assertThat(page.body().toLowerCase(Locale.ROOT).split("<script", -1))
                    .allMatch(part -> !part.startsWith(">"))
                    .hasSizeLessThan(3);
        }
        assertThat(visitor.get("s/" + open).header("Content-Security-Policy"))
                .contains("form-action 'self' http://localhost:8088;");
    }

    @Test
    void its_styles_and_script_are_served_from_here() {
        String page = visitor.get("pages/ended").body();
        String origin = realm.getBaseUrl().substring(0, realm.getBaseUrl().indexOf("/realms"));

        List<String> files = Html.links(page);

        assertThat(files).hasSizeGreaterThan(3).allMatch(file -> file.startsWith("/resources/"));
        for (String file : files) {
            assertThat(visitor.get(origin + file).status()).as(file).isEqualTo(200);
        }
    }

    @Test
    void names_are_shown_as_they_are_and_never_as_html() {
        realm.updateWithCleanup(r -> r.displayName("<script>alert(1)</script> \"'&${7*7}"));

        String page = visitor.get("s/" + given(Wish.plain())).body();

        assertThat(page)
                .contains("<dd>&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&amp;${7*7}</dd>")
                .doesNotContain("<script>alert");
    }

    // Languages

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "en, Images were shared with you",
        "fr, Des images ont été partagées avec vous",
        "de, Für Sie wurden Bilder freigegeben",
        "es, Se han compartido imágenes con usted",
        "nl, Er zijn beelden met u gedeeld"
    })
    void the_page_speaks_the_readers_language(String language, String title) {
        String path = "s/" + given(Wish.plain());

        for (Answer page :
                List.of(
                        visitor.get(path, "Accept-Language", language + "-XX, xx;q=0.5"),
                        new Visitor(realm.getBaseUrl()).get(path + "?kc_locale=" + language),
                        new Visitor(realm.getBaseUrl()).get(path + "?ui_locales=xx+" + language))) {
            assertThat(page.body()).contains(title, "<html", "lang=\"" + language + "\"");
            assertThat(page.header("Content-Language")).isEqualTo(language);
        }
    }

    @Test
    void a_language_chosen_from_the_menu_is_kept() {
        String path = "s/" + given(Wish.plain());

        assertThat(visitor.get(path).body()).contains("href=\"/realms/", "?kc_locale=nl\"");
        visitor.get(path + "?kc_locale=nl");

        assertThat(visitor.get(path).body()).contains("Er zijn beelden met u gedeeld");
    }

    @Test
    void a_realm_without_internationalization_speaks_english() {
        realm.updateWithCleanup(r -> r.update(rep -> rep.setInternationalizationEnabled(false)));

        Answer page = visitor.get("pages/ended?kc_locale=de", "Accept-Language", "de");

        assertThat(page.body())
                .contains("This share has ended", "lang=\"en\"")
                .doesNotContain("kc_locale");
    }

    // After a revoke

    @Test
    void whoever_had_it_open_is_told_that_it_has_ended() {
        Answer page = visitor.get("pages/ended");

        assertPage(page, 200, "This share has ended");
        assertThat(visitor.post("pages/ended").status()).isEqualTo(405);
        assertThat(visitor.get("pages/nonsense").status()).isEqualTo(404);
    }

    private String given(Wish wish) {
        return server.fetchString(SharesOnServer.given(wish));
    }

    private int opens(String code) {
        return Integer.parseInt(server.fetchString(SharesOnServer.opens(code)));
    }

    private String history(String code) {
        return server.fetchString(SharesOnServer.history(code));
    }

    private void signIn(String user, String code) {
        visitor.get(
                visitor.signIn(visitor.get("s/" + code).header("Location"), user)
                        .header("Location"));
    }

    private Doors doors() {
        return new Doors(realm.getBaseUrl());
    }

    private static void assertPage(Answer answer, int status, String title) {
        assertThat(answer.body()).contains(">" + title + "</h1>");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pages/shares?x={y}",
                "pages/shares?study=%00&after=|",
                "pages/share?study={x}&server=%00",
                "s/nothing?{x}=1",
                "s/{x}",
                "s/nothing?kc_locale=%00&ui_locales={x}"
            })
    void an_address_that_nobody_would_write_is_no_fault_of_the_server(String address) {
        URI endpoint = URI.create(visitor.url(""));

        Answer answer =
                new RawRequest("GET", endpoint.getRawPath() + address).send(realm.getBaseUrl());

        assertThat(answer.status()).isIn(303, 400, 404);
    }

    /** So many wrong codes are tried here that other tests would be held back. */
    static final class ManyWrongCodes implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return new SeveralResourceServers()
                    .configure(realm)
                    .attribute("dicom-access.wrong-codes", "100000");
        }
    }
}
