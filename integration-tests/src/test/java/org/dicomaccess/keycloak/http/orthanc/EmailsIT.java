package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.mail.InFiveLanguages;
import org.dicomaccess.keycloak.mail.Mailbox;
import org.dicomaccess.keycloak.mail.Mailbox.Mail;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.mail.MailServer;
import org.keycloak.testframework.mail.annotations.InjectMailServer;
import org.keycloak.testframework.realm.ManagedRealm;

/** What Orthanc Explorer 2 asks for when people write a message there. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class EmailsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINK = "https://images.example/s/AbC?x=1&y=2";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = InFiveLanguages.class)
    ManagedRealm realm;

    @InjectMailServer MailServer mail;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // Templates

    @Test
    void the_templates_are_listed() {
        Answer answer = get("emails/templates");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(texts(answer.json())).containsExactly("share", "inbox", "layout");
    }

    @ParameterizedTest
    @CsvSource({"share, {ShareUrl}", "inbox, {InboxLinkUrl}", "layout, {email-content}"})
    void a_template_is_html_with_gaps(String name, String gap) {
        Answer answer = get("emails/templates/" + name);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).contains("<p>", gap).doesNotContain("msg(", "${", "dicomAccess");
    }

    @Test
    void a_template_is_in_the_realms_language() {
        realm.updateWithCleanup(r -> r.defaultLocale("de"));

        assertThat(get("emails/templates/share").body()).contains("für Sie freigegeben");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "Share",
                "share.ftl",
                "share%00",
                "%20share",
                "..%2fhtml%2fdicom-access-email-share",
                "..%2f..%2ftemplate",
                "%2e%2e%2fmessages%2fmessages_en.properties",
                "..%5cshare",
                "password-reset",
                "%24%7b7*7%7d",
                "share;x=1"
            })
    void a_name_that_is_not_listed_is_no_template(String name) {
        Answer answer = get("emails/templates/" + name);

        assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("<p>", "dicomAccess");
    }

    @Test
    void a_realm_lists_other_templates_and_a_name_without_a_template_is_left_out() {
        realm.updateWithCleanup(
                r -> r.attribute("dicom-access.email-templates", "layout none-such"));

        assertThat(texts(get("emails/templates").json())).containsExactly("layout");
        assertThat(get("emails/templates/share").status()).isEqualTo(404);
        assertThat(get("emails/templates/none-such").status()).isEqualTo(404);
        assertNotSent(send(message().put("layout-template", "none-such")), "layout template");
    }

    // Messages

    @Test
    void a_message_arrives_as_html_and_as_text() {
        assertSent(send(message()));

        Mail received = Mailbox.only(mail);
        assertThat(received.to()).containsExactly("somebody@praxis.example");
        assertThat(received.subject()).isEqualTo("Bilder für Sie");
        assertThat(received.html())
                .startsWith("<html lang=\"en\"")
                .contains("<p>Grüße, ça va, mañana, één, 画像</p>");
        assertThat(received.text())
                .isEqualTo("Grüße, ça va, mañana, één, 画像\n\nBilder <" + LINK + ">");
        assertThat(received.headers()).allSatisfy(line -> assertThat(line).isASCII());
    }

    @Test
    void a_layout_is_put_around_the_message() {
        assertSent(send(message().put("layout-template", "layout")));

        Mail received = Mailbox.only(mail);
        assertThat(received.html())
                .startsWith("<html lang=\"en\"")
                .contains("<p>Grüße, ça va, mañana, één, 画像</p>", "Sent by Orthanc.")
                .doesNotContain("{email-content}")
                .endsWith("</html>");
        assertThat(received.text()).contains("Grüße");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void an_absent_layout_is_none(String absent) {
        assertSent(send(message().put("layout-template", absent.strip())));
        assertSent(send(message().putNull("layout-template")));

        assertThat(Mailbox.of(mail)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share",
                "none-such",
                "../html/dicom-access-email-layout",
                "..\\layout",
                "layout.ftl",
                "/etc/passwd",
                "Layout",
                "layout\u0000",
                "${7*7}"
            })
    void a_name_that_is_no_layout_sends_nothing(String name) {
        assertNotSent(send(message().put("layout-template", name)), "layout template");

        assertThat(Mailbox.of(mail)).isEmpty();
    }

    @Test
    void several_recipients_get_a_message_each_and_do_not_see_one_another() {
        assertSent(
                send(
                        message()
                                .put(
                                        "destination-email",
                                        " a@praxis.example;b@praxis.example, c@praxis.example"
                                                + "\na@praxis.example ")));

        assertThat(Mailbox.of(mail))
                .extracting(Mail::to)
                .containsExactly(
                        List.of("a@praxis.example"),
                        List.of("b@praxis.example"),
                        List.of("c@praxis.example"));
    }

    @Test
    void whatever_could_run_load_or_ask_does_not_arrive() {
        String evil =
                "<p onclick=\"x()\">Hello</p><script>alert(1)</script><img"
                        + " src=\"//evil.example/p\"><form action=\"//evil.example\"><input"
                        + " name=\"password\"></form><a"
                        + " href=\"javascript:alert(1)\">click</a><style>p{display:none}</style><p"
                        + " style=\"display:none\">there</p>";

        for (String layout : List.of("", "layout")) {
            assertSent(send(message().put("email-content", evil).put("layout-template", layout)));
        }

        for (Mail received : Mailbox.of(mail)) {
            assertThat(received.html())
                    .contains("<p>Hello</p>", "click", "<p>there</p>")
                    .doesNotContain("script", "<img", "<form", "<input", "onclick", "evil.example")
                    .doesNotContain("<style", "display");
            assertThat(received.text()).isEqualTo("Hello\n\nclick\n\nthere");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${7*7}", "<#assign x=1>${x}", "{0}", "{0,choice,x}", "it's", "''"})
    void what_people_wrote_is_no_template(String words) {
        ObjectNode message = message().put("email-title", words);
        message.put("email-content", "<p>" + words.replace("<", "&lt;") + "</p>");

        assertSent(send(message));

        Mail received = Mailbox.only(mail);
        assertThat(received.subject()).isEqualTo(words);
        assertThat(received.text()).isEqualTo(words);
    }

    @Test
    void unknown_fields_are_ignored() {
        assertSent(send(message().put("server-id", "x").put("bcc", "victim@evil.example")));

        assertThat(Mailbox.only(mail).headerNames()).doesNotContain("Bcc");
    }

    // Bad requests

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ; , ",
                "nobody",
                "a@praxis.example, nobody",
                "Dora <a@praxis.example>",
                "\"a b\"@praxis.example",
                "a@[127.0.0.1]",
                "a@praxis.example\r\nBcc: victim@evil.example",
                "a@praxis.example%0d%0aBcc:victim@evil.example",
                "a@praxis.example\u0000"
            })
    void recipients_must_be_addresses_and_nothing_else(String recipients) {
        assertBad(send(message().put("destination-email", recipients)), "destination-email");
    }

    @Test
    void twenty_recipients_are_the_most() {
        assertBad(send(message().put("destination-email", addresses(21))), "destination-email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "a\r\nBcc: victim@evil.example",
                "a\nb",
                "a\rb",
                "a\u0085b",
                "a\u2028b",
                "a\u0000b",
                "a\u202eb"
            })
    void a_title_is_one_line(String title) {
        assertBad(send(message().put("email-title", title)), "email-title");
    }

    @Test
    void title_and_content_have_a_longest() {
        assertSent(send(message().put("email-title", "ä".repeat(200))));
        assertThat(Mailbox.only(mail).subject()).isEqualTo("ä".repeat(200));

        assertBad(send(message().put("email-title", "a".repeat(201))), "email-title");
        assertBad(send(message().put("email-content", "a".repeat(100_001))), "email-content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<p></p>", "<script>alert(1)</script>", "<img src=x>"})
    void a_content_says_something(String content) {
        assertBad(send(message().put("email-content", content)), "email-content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"destination-email", "email-title", "email-content", "layout-template"})
    void a_field_is_a_text(String field) {
        for (JsonNode value : JSON.createArrayNode().add(7).add(true).addArray().addObject()) {
            ObjectNode message = message();
            message.set(field, value);
            assertBad(send(message), field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"destination-email", "email-title", "email-content"})
    void a_message_is_complete(String field) {
        ObjectNode message = message();
        message.remove(field);

        assertBad(send(message), field);
        assertBad(send(message().putNull(field)), field);
    }

    @Test
    void nobody_else_sends_or_sees_templates() {
        Doors strangers = doors.as(Doors.RESOURCE_SERVER, "wrong");
        for (Doors some : List.of(strangers, doors.withoutCredentials())) {
            assertThat(some.asResourceServer("POST", "emails/send", message().toString()).status())
                    .isEqualTo(401);
            assertThat(some.asResourceServer("GET", "emails/templates", "").status())
                    .isEqualTo(401);
            assertThat(some.asResourceServer("GET", "emails/templates/share", "").status())
                    .isEqualTo(401);
        }
        assertThat(Mailbox.of(mail)).isEmpty();
    }

    // What keeps a message from being sent

    @Test
    void one_recipient_outside_of_the_allowed_domains_stops_the_message_for_all() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.email-domains", "praxis.example"));

        assertSent(send(message()));
        assertNotSent(
                send(message().put("destination-email", "a@praxis.example, b@evil.example")),
                "dicom-access.email-domains");

        assertThat(Mailbox.of(mail)).hasSize(1);
    }

    @Test
    void a_setting_that_is_not_understood_sends_nothing() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.email-domains", "@praxis.example"));

        Answer answer = send(message());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_setting");
        assertThat(Mailbox.of(mail)).isEmpty();
    }

    @Test
    void a_realm_without_a_mail_server_says_so() {
        realm.updateWithCleanup(r -> r.update(rep -> rep.setSmtpServer(Map.of())));

        assertNotSent(send(message()), "This realm has no mail server");
    }

    @Test
    void a_mail_server_that_does_not_answer_is_told_apart() {
        realm.updateWithCleanup(r -> r.smtp("localhost", 3026, "auto@keycloak.org"));

        assertNotSent(send(message()), "mail server did not take the message");
    }

    @Test
    void whoever_sent_to_some_recipients_only_learns_to_how_many() {
        assertNotSent(
                send(
                        message()
                                .put(
                                        "destination-email",
                                        "a@praxis.example, jürgen@praxis.example,"
                                                + " b@praxis.example")),
                "Sent to the first 1 of 3 recipients only. An address cannot be used");

        assertThat(Mailbox.only(mail).to()).containsExactly("a@praxis.example");
    }

    @Test
    void a_resource_server_cannot_send_bulk_mail() {
        Doors chatty = doors.as(InFiveLanguages.CHATTY, SeveralResourceServers.SECRET);
        String body = message().put("destination-email", addresses(20)).toString();

        // More than two minutes' worth, so that no turn of the minute lets them all through.
        List<Answer> answers = new ArrayList<>();
        for (int batch = 0; batch < 7; batch++) {
            answers.add(chatty.asResourceServer("POST", "emails/send", body));
        }

        assertSent(answers.get(0));
        assertThat(answers)
                .anySatisfy(answer -> assertNotSent(answer, "Not more than 60 messages a minute"));
        assertThat(Mailbox.of(mail)).hasSizeBetween(60, 120);
    }

    private static ObjectNode message() {
        return JSON.createObjectNode()
                .put("destination-email", "somebody@praxis.example")
                .put("email-title", "Bilder für Sie")
                .put(
                        "email-content",
                        "<p>Grüße, ça va, mañana, één, 画像</p><p><a href=\""
                                + LINK.replace("&", "&amp;")
                                + "\">Bilder</a></p>");
    }

    private static String addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "a" + number + "@praxis.example")
                .collect(Collectors.joining(","));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    private Answer get(String path) {
        return doors.asResourceServer("GET", path, "");
    }

    private Answer send(ObjectNode message) {
        return doors.asResourceServer("POST", "emails/send", message.toString());
    }

    private static void assertSent(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
    }

    private static void assertNotSent(Answer answer, String details) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("success").booleanValue()).isFalse();
        assertThat(answer.json().path("details").textValue())
                .contains(details)
                .doesNotContain("somebody", "3026", "Grüße");
    }

    private static void assertBad(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue()).startsWith(field + ": ");
        assertThat(answer.body()).doesNotContain("evil.example");
    }
}
