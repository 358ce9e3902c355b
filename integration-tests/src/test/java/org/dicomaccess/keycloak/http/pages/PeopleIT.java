package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.mail.Mailbox;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.mail.MailServer;
import org.keycloak.testframework.mail.annotations.InjectMailServer;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** The pages on which people give shares, watch them and take them back. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class PeopleIT {
    private static final String SHARE = "pages/share?study=" + ImageServer.STUDY;
    private static final Pattern LINK =
            Pattern.compile("<input id=\"link\"[^>]* value=\"([^\"]+)\"");

    @InjectRealm(fromJson = "/orthanc-realm.json", config = LandingIT.ManyWrongCodes.class)
    ManagedRealm realm;

    @InjectMailServer MailServer mail;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    private final ImageServer images = new ImageServer();
    private Visitor doctor;

    @BeforeEach
    void begin() {
        imagesAt(images.url());
        doctor = signedIn("doctor");
    }

    @AfterEach
    void stop() {
        images.close();
        server.fetchString(SharesOnServer.removed());
    }

    // Signing in

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pages/share?study=2.25.1001&study=2.25.1002&server=orthanc",
                "pages/shares?status=active",
                "pages/shares/some-id",
                "pages/all"
            })
    void whoever_is_not_signed_in_does_that_first_and_comes_back(String path) {
        Visitor somebody = new Visitor(realm.getBaseUrl());

        Answer first = somebody.get(path);
        assertThat(first.status()).isEqualTo(303);
        assertThat(first.header("Location")).contains("/protocol/openid-connect/auth?");

        String back = somebody.signIn(first.header("Location"), "doctor").header("Location");
        Answer clean = somebody.get(back);
        assertThat(clean.status()).isEqualTo(303);
        assertThat(clean.header("Location")).isEqualTo(somebody.url(path));
        assertThat(somebody.get(path).body()).contains("<h1");
    }

    // Giving

    @Test
    void the_page_shows_the_studies_as_the_image_server_does() {
        Answer page = doctor.get(SHARE);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;b&gt;Doe&lt;/b&gt;", "Jane", "January 2, 1970", "March 4, 2026")
                .contains("Knee", "MR", "Signed in as Dora Doctor")
                .doesNotContain("<b>Doe");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Content-Security-Policy")).contains("form-action 'self';");
    }

    @Test
    void a_share_is_given_and_its_link_opens_with_the_passcode() {
        Answer given =
                give(
                        "for",
                        "anybody",
                        "days",
                        "3",
                        "passcode",
                        "open sesame",
                        "opens",
                        "2",
                        "label",
                        "for the <i>second</i> opinion",
                        "notify-open",
                        "on");

        assertThat(given.status()).isEqualTo(200);
        assertThat(given.body())
                .contains("The link is ready", "<svg xmlns", "Do not forget to tell")
                .doesNotContain("open sesame");
        Visitor recipient = new Visitor(realm.getBaseUrl());
        assertThat(recipient.get(link(given)).body()).contains("Dora Doctor");
        assertThat(recipient.post(link(given), "passcode", "open sesame").header("Location"))
                .startsWith("http://localhost:8088/ohif/");
        assertThat(doctor.get("pages/shares").body())
                .contains("for the &lt;i&gt;second&lt;/i&gt; opinion", "1 / 2");
    }

    @Test
    void the_link_is_sent_to_the_recipient() {
        Answer given = give("for", "email", "email", "patient@home.example", "email-code", "on");
        assertThat(given.body()).contains("Send the link to patient@home.example");

        Answer sent =
                post(doctor, SHARE, given, "do", "send", "link", link(given), "message", "Hello!");

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.body()).contains("The link was sent to patient@home.example.");
        assertThat(Mailbox.only(mail).text()).contains(link(given), "Hello!", "Dora Doctor");
    }

    @Test
    void the_link_of_somebody_else_is_not_sent() {
        String link = link(give("for", "email", "email", "patient@home.example"));
        Visitor admin = signedIn("admin");

        Answer sent =
                post(admin, SHARE, admin.get(SHARE), "do", "send", "link", link, "message", "");

        assertThat(sent.status()).isEqualTo(400);
        assertThat(Mailbox.of(mail)).isEmpty();
    }

    @Test
    void a_share_for_one_user_is_for_that_user() {
        Answer given = give("for", "user", "username", "external");

        assertThat(given.body()).contains("Edgar External");
        assertThat(new Visitor(realm.getBaseUrl()).get(link(given)).header("Location"))
                .contains("/protocol/openid-connect/auth?");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "passcode, short, A passcode has",
        "opens, 0, Enter a whole number",
        "opens, -1, Enter a whole number",
        "opens, many, Enter a whole number",
        "opens, 99999999999, Enter a whole number",
        "days, 0, The end must be later",
        "days, 99999, The end must be later",
        "days, soon, The end must be later",
        "email-code, on, A code by e-mail needs"
    })
    void what_is_entered_wrong_is_said_beside_it(String field, String text, String complaint) {
        Answer page = give("label", "kept \"words\"", field, text);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body())
                .contains("Nothing was shared yet.", complaint, "id=\"" + field + "-error\"")
                .contains("value=\"kept &quot;words&quot;\"", "aria-invalid=\"true\"")
                .doesNotContain("value=\"short\"");
        assertThat(doctor.get("pages/shares").body()).contains("There are none here.");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "email, email, '', Enter one person",
        "email, email, nobody, Enter one person",
        "email, email, 'a@x.example, b@x.example', Enter one person",
        "user, username, '', There is no such user",
        "user, username, nobody, There is no such user"
    })
    void the_recipient_has_to_be_somebody(String kind, String field, String text, String wrong) {
        Answer page = give("for", kind, field, text);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains(wrong, "id=\"" + field + "-error\"");
    }

    @Test
    void whoever_may_not_share_cannot() {
        given(Wish.plain().by("external", ""));
        Visitor external = signedIn("external");
        Answer ownForm = external.get(onlyShare(external));

        assertPage(external.get(SHARE), 403, "You may not share images");
        assertPage(
                post(external, SHARE, ownForm, "do", "give", "viewer", "ohif"),
                403,
                "You may not share images");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "pages/share, 400, There is nothing to share",
        "pages/share?study=, 400, There is nothing to share",
        "pages/share?study=1.2.x, 400, There is nothing to share",
        "pages/share?study=2.25.9, 403, You cannot see these images",
        "pages/share?study=2.25.1001&study=2.25.9, 403, You cannot see these images",
        "pages/share?study=2.25.1001&server=nowhere, 403, There is no such image server",
        "pages/share?study=2.25.1001&server=viewers, 403, There is no such image server"
    })
    void what_cannot_be_shared_is_said(String path, int status, String title) {
        assertPage(doctor.get(path), status, title);
    }

    @Test
    void without_the_image_servers_word_nothing_is_shared() {
        imagesAt("http://localhost:1/dicom-web");
        assertPage(doctor.get(SHARE), 503, "The image server does not answer");

        imagesAt("");
        Answer page = doctor.get(SHARE);
        assertPage(page, 503, "The image server does not answer");
        assertThat(page.body()).contains("dicom-access.dicom-web.url");
    }

    @Test
    void a_form_that_no_page_here_made_does_nothing() {
        for (String token : List.of("", "guess")) {
            Answer answer = doctor.post(SHARE, "do", "give", "viewer", "ohif", "form-token", token);

            assertPage(answer, 403, "This was not sent from here");
        }
        String stolen = Html.hidden(signedIn("admin").get(SHARE).body(), "form-token");
        assertThat(stolen).isNotEmpty();
        assertPage(
                doctor.post(SHARE, "do", "give", "viewer", "ohif", "form-token", stolen),
                403,
                "This was not sent from here");
        assertThat(doctor.get("pages/shares").body()).contains("There are none here.");
    }

    // My shares

    @Test
    void the_list_shows_ones_own_shares_page_by_page() {
        for (int i = 1; i <= 25; i++) {
            given(Wish.plain().by("doctor", "number " + i));
        }
        given(Wish.plain().by("admin", "of the admin"));

        String first = doctor.get("pages/shares").body();
        assertThat(rows(first)).isEqualTo(20);
        assertThat(first).contains("Older shares").doesNotContain("of the admin");
        Matcher next = Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\"").matcher(first);
        assertThat(next.find()).isTrue();
        String second = doctor.get(next.group(1).replace("&amp;", "&")).body();
        assertThat(rows(second)).isEqualTo(5);
        assertThat(second).doesNotContain("Older shares", "of the admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=AAAAAAAAAAAAAAAAAAAAAA", "x=%7By%7D&status=none"})
    void a_list_that_cannot_be_shown_is_said_to_be_so(String query) {
        grant("admin", "view-realm");
        Visitor admin = signedIn("admin");

        for (String path : List.of("pages/shares?", "pages/all?")) {
            Answer page = admin.get(path + query);

            assertThat(page.status()).as(path).isEqualTo(400);
            assertThat(page.body()).contains("<h1");
        }
    }

    @Test
    void whoever_may_not_download_is_not_offered_to_let_others_do_it() {
        Visitor presenter = signedIn(SeveralResourceServers.PRESENTER);

        Answer page = presenter.get(SHARE);

        assertThat(doctor.get(SHARE).body()).contains("name=\"download\"");
        assertThat(page.body()).contains("<h1").doesNotContain("name=\"download\"");
        Answer given =
                post(presenter, SHARE, page, "do", "give", "viewer", "ohif", "download", "on");
        assertThat(given.status()).isEqualTo(400);
    }

    @Test
    void the_list_can_be_filtered() {
        given(Wish.plain().by("doctor", "the open one"));
        String code = given(Wish.plain().by("doctor", "the closed one").mailing("p@x.example"));
        server.fetchString(SharesOnServer.revoked(code));

        assertThat(doctor.get("pages/shares?status=revoked").body())
                .contains("the closed one")
                .doesNotContain("the open one");
        assertThat(doctor.get("pages/shares?status=&study=&recipient=p@x.example").body())
                .contains("the closed one")
                .doesNotContain("the open one");
        assertThat(rows(doctor.get("pages/shares?study=" + ImageServer.STUDY).body())).isEqualTo(2);
        for (String wrong : List.of("status=nonsense", "study=1..2")) {
            assertThat(doctor.get("pages/shares?" + wrong).status()).isEqualTo(400);
        }
    }

    @Test
    void a_share_is_taken_back_for_good() {
        String code = given(Wish.plain().by("doctor", ""));
        String path = onlyShare();

        Answer revoked = post(doctor, path, doctor.get(path), "do", "revoke", "reason", "a <b>");

        assertThat(revoked.body()).contains("The share was withdrawn.", "a &lt;b&gt;");
        assertThat(new Visitor(realm.getBaseUrl()).get("s/" + code).status()).isEqualTo(410);
        assertThat(revoked.body()).doesNotContain("value=\"extend\"", "value=\"revoke\"");
    }

    @Test
    void a_share_is_extended_and_gets_another_passcode() {
        String code = given(Wish.plain().by("doctor", "").opening(1));
        String path = onlyShare();
        Visitor recipient = new Visitor(realm.getBaseUrl());
        recipient.post("s/" + code);

        Answer longer =
                post(doctor, path, doctor.get(path), "do", "extend", "days", "7", "opens", "3");
        assertThat(longer.body()).contains("The share was extended.", "1 / 3");
        Answer changed =
                post(doctor, path, doctor.get(path), "do", "passcode", "passcode", "new secret");
        assertThat(changed.body())
                .contains("The passcode was changed.")
                .doesNotContain("new secret");

        assertThat(recipient.post("s/" + code).status()).isEqualTo(400);
        assertThat(recipient.post("s/" + code, "passcode", "new secret").status()).isEqualTo(303);
        assertThat(doctor.get(path).body()).contains("Passcode changed", "Extended", "Not opened");
    }

    @Test
    void what_cannot_be_changed_so_is_said() {
        given(Wish.plain().by("doctor", ""));
        String path = onlyShare();

        for (List<String> fields :
                List.of(
                        List.of("do", "extend", "days", "99999"),
                        List.of("do", "extend", "opens", "none"),
                        List.of("do", "passcode", "passcode", "x"))) {
            Answer answer = post(doctor, path, doctor.get(path), fields.toArray(String[]::new));

            assertThat(answer.status()).as(fields.toString()).isEqualTo(400);
            assertThat(answer.body()).contains("role=\"alert\"");
        }
        assertThat(post(doctor, path, doctor.get(path), "do", "delete").status()).isEqualTo(400);
    }

    @Test
    void a_locked_share_is_unlocked() {
        String code = given(Wish.plain().by("doctor", "").asking("open sesame"));
        Visitor recipient = new Visitor(realm.getBaseUrl());
        for (int i = 0; i < 5; i++) {
            recipient.post("s/" + code, "passcode", "wrong guess");
        }
        String path = onlyShare();

        Answer unlocked = post(doctor, path, doctor.get(path), "do", "unlock");

        assertThat(unlocked.body()).contains("can be opened again");
        assertThat(recipient.post("s/" + code, "passcode", "open sesame").status()).isEqualTo(303);
    }

    @Test
    void the_share_of_somebody_else_looks_like_none() {
        given(Wish.plain().by("doctor", ""));
        String path = onlyShare();
        Visitor admin = signedIn("admin");

        assertPage(admin.get(path), 404, "You have no such share");
        assertPage(admin.get("pages/shares/none"), 404, "You have no such share");
        assertPage(
                post(admin, path, admin.get(SHARE), "do", "revoke"), 404, "You have no such share");
    }

    @Test
    void whoever_may_no_longer_share_can_still_take_back() {
        given(Wish.plain().by("external", ""));
        Visitor external = signedIn("external");
        String path = onlyShare(external);

        assertThat(external.get(path).body()).doesNotContain("value=\"extend\"");
        assertThat(post(external, path, external.get(path), "do", "extend", "days", "7").status())
                .isEqualTo(403);
        assertThat(post(external, path, external.get(path), "do", "revoke").body())
                .contains("The share was withdrawn.");
    }

    // All shares

    @Test
    void all_shares_are_for_those_whom_keycloak_lets_see_the_realm() {
        given(Wish.plain().by("doctor", "one of the doctor's"));

        assertPage(doctor.get("pages/all"), 403, "You may not do this");
        assertThat(doctor.get("pages/shares").body()).doesNotContain("All shares");
        assertPage(
                post(doctor, "pages/all", doctor.get(SHARE), "do", "revoke"),
                403,
                "You may not do this");

        grant("admin", "view-realm");
        Visitor admin = signedIn("admin");
        String list = admin.get("pages/all?owner=doctor").body();
        assertThat(list).contains("one of the doctor", "Dora Doctor").doesNotContain("checkbox");
        assertThat(admin.get("pages/shares").body()).contains("All shares");
        assertThat(admin.get("pages/all?owner=external").body()).contains("There are none here.");
        assertPage(
                post(admin, "pages/all", admin.get(SHARE), "do", "revoke"),
                403,
                "You may not do this");
    }

    @Test
    void administrators_take_back_several_at_once() {
        grant("admin", "manage-realm", "view-realm");
        String one = given(Wish.plain().by("doctor", ""));
        String other = given(Wish.plain().by("external", ""));
        String third = given(Wish.plain());
        Visitor admin = signedIn("admin");
        Answer list = admin.get("pages/all");
        List<String> ids =
                Pattern.compile("name=\"share\" value=\"([^\"]+)\"")
                        .matcher(list.body())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(ids).hasSize(3);

        Answer revoked =
                post(
                        admin,
                        "pages/all",
                        list,
                        "do",
                        "revoke",
                        "share",
                        ids.get(1),
                        "share",
                        ids.get(2),
                        "share",
                        "none");

        assertThat(revoked.body()).contains("2 shares were withdrawn.");
        Visitor recipient = new Visitor(realm.getBaseUrl());
        assertThat(recipient.get("s/" + one).status()).isEqualTo(410);
        assertThat(recipient.get("s/" + other).status()).isEqualTo(410);
        assertThat(recipient.get("s/" + third).status()).isEqualTo(200);
        assertThat(realm.admin().getAdminEvents())
                .extracting(AdminEventRepresentation::getResourcePath)
                .contains("dicom-access/shares/" + ids.get(1) + "/revoke");
    }

    private Answer give(String... fields) {
        String[] all = new String[fields.length + 4];
        System.arraycopy(new String[] {"do", "give", "viewer", "ohif"}, 0, all, 0, 4);
        System.arraycopy(fields, 0, all, 4, fields.length);
        return post(doctor, SHARE, doctor.get(SHARE), all);
    }

    /** Posts a form with the token that a page has. */
    private static Answer post(Visitor visitor, String path, Answer page, String... fields) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "form-token";
        all[1] = Html.hidden(page.body(), "form-token");
        return visitor.post(path, all);
    }

    private static String link(Answer page) {
        Matcher link = LINK.matcher(page.body());
        assertThat(link.find()).as(page.body()).isTrue();
        return link.group(1);
    }

    private static long rows(String page) {
        return Pattern.compile("<tr>\\s*<td>").matcher(page).results().count();
    }

    private String onlyShare() {
        return onlyShare(doctor);
    }

    private String onlyShare(Visitor visitor) {
        Matcher link =
                Pattern.compile("href=\"[^\"]*(pages/shares/[^\"]+)\"")
                        .matcher(visitor.get("pages/shares").body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private String given(Wish wish) {
        return server.fetchString(SharesOnServer.given(wish));
    }

    private Visitor signedIn(String user) {
        Visitor visitor = new Visitor(realm.getBaseUrl());
        String back =
                visitor.signIn(visitor.get("pages/shares").header("Location"), user)
                        .header("Location");
        assertThat(visitor.get(back).status()).isEqualTo(303);
        return visitor;
    }

    private void imagesAt(String url) {
        ClientRepresentation client = realm.admin().clients().findByClientId("orthanc").get(0);
        client.setAttributes(Map.of("dicom-access.dicom-web.url", url));
        realm.admin().clients().get(client.getId()).update(client);
    }

    private void grant(String user, String... roles) {
        String management =
                realm.admin().clients().findByClientId("realm-management").get(0).getId();
        List<RoleRepresentation> found =
                List.of(roles).stream()
                        .map(
                                role ->
                                        realm.admin()
                                                .clients()
                                                .get(management)
                                                .roles()
                                                .get(role)
                                                .toRepresentation())
                        .toList();
        String id = realm.admin().users().searchByUsername(user, true).get(0).getId();
        realm.admin().users().get(id).roles().clientLevel(management).add(found);
        realm.cleanup().add(r -> r.users().get(id).roles().clientLevel(management).remove(found));
    }

    private static void assertPage(Answer answer, int status, String title) {
        assertThat(answer.body()).contains(">" + title + "</h1>");
        assertThat(answer.status()).isEqualTo(status);
    }
}
