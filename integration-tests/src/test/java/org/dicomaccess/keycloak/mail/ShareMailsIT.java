package org.dicomaccess.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.mail.MailsOnServer.LINK;
import static org.dicomaccess.keycloak.mail.MailsOnServer.MY_SHARES;
import static org.dicomaccess.keycloak.mail.MailsOnServer.SENT;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.mail.Mailbox.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.mail.MailServer;
import org.keycloak.testframework.mail.annotations.InjectMailServer;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.providers.runonserver.FetchOnServer;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** The messages about shares, as they reach a mailbox. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
public class ShareMailsIT {
    private static final String SOMEBODY = "somebody@praxis.example";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = InFiveLanguages.class)
    ManagedRealm realm;

    @InjectMailServer MailServer mail;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    // What each says, in each language

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("messages")
    void a_message_speaks_its_readers_language_in_both_parts(
            String language, String message, String subject, String sentence, String time) {
        send(message(message, language));

        Mail received = Mailbox.only(mail);
        assertThat(received.subject()).isEqualTo(subject);
        for (String part : received.parts()) {
            assertThat(plain(part)).contains(sentence).doesNotContain("dicomAccess", "${", "''");
            for (String piece : time.split(";", -1)) {
                assertThat(plain(part)).contains(piece);
            }
        }
        assertThat(received.html())
                .startsWith("<html lang=\"" + language + "\"")
                .endsWith("</html>");
        assertThat(received.text()).doesNotContain("<", "&");
    }

    static Stream<Arguments> messages() {
        return TestTable.of(ShareMailsIT.class, "messages.tsv");
    }

    private static FetchOnServer message(String name, String language) {
        return switch (name) {
            case "link" -> MailsOnServer.link(SOMEBODY, language, "Dora Doctor", "Knie", "Hallo");
            case "code" -> MailsOnServer.code(SOMEBODY, language, "482915", 600);
            case "opened" -> MailsOnServer.opened("doctor", language, "Knie", 2);
            case "ends-soon" -> MailsOnServer.endsSoon("doctor", language, "Knie");
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void the_link_comes_with_all_that_its_reader_needs() {
        send(
                MailsOnServer.link(
                        SOMEBODY, "en", "Dora Doctor", "Knee", "See you on Monday.\r\n\r\nDora"));

        Mail received = Mailbox.only(mail);
        assertThat(received.to()).containsExactly(SOMEBODY);
        assertThat(received.links()).containsExactly(LINK);
        for (String part : received.parts()) {
            assertThat(part)
                    .contains("Dora Doctor", "Knee", LINK, "UTC", "A passcode is needed")
                    .contains("A message from Dora Doctor:");
        }
        assertThat(received.text()).contains("> See you on Monday.\n> \n> Dora");
        assertThat(received.html()).contains("See you on Monday.<br>");
    }

    @Test
    void what_a_link_does_not_have_is_not_spoken_of() {
        send(MailsOnServer.bareLink(SOMEBODY));

        for (String part : Mailbox.only(mail).parts()) {
            assertThat(part)
                    .contains("Dora Doctor shares medical images with you.", LINK)
                    .doesNotContain("passcode", "A message from", "Name of the share");
        }
    }

    @Test
    void the_code_is_in_both_parts_and_not_in_the_subject() {
        send(MailsOnServer.code(SOMEBODY, "en", "482915", 60));

        Mail received = Mailbox.only(mail);
        assertThat(received.subject()).doesNotContain("482915");
        for (String part : received.parts()) {
            assertThat(part).contains("482915", "for one minute").doesNotContain(LINK);
        }
    }

    @Test
    void the_owner_learns_when_a_share_was_opened() {
        send(MailsOnServer.opened("doctor", "en", "Knee", 1));

        Mail received = Mailbox.only(mail);
        assertThat(received.to()).containsExactly("doctor@orthanc.example");
        for (String part : received.parts()) {
            assertThat(part).contains("Knee", "one study", "March 1, 2027", "UTC");
        }
    }

    @Test
    void the_owner_learns_where_to_extend_a_share() {
        send(MailsOnServer.endsSoon("doctor", "en", "Knee"));

        Mail received = Mailbox.only(mail);
        assertThat(received.to()).containsExactly("doctor@orthanc.example");
        assertThat(received.links()).containsExactly(MY_SHARES);
        assertThat(received.text()).contains("Knee", MY_SHARES);
    }

    // Which language

    @Test
    void a_message_without_a_language_is_in_the_realms() {
        realm.updateWithCleanup(r -> r.defaultLocale("nl"));

        send(MailsOnServer.code(SOMEBODY, "", "482915", 600));
        send(MailsOnServer.code(SOMEBODY, "ja", "482915", 600));
        send(MailsOnServer.opened("doctor", "", "Knie", 1));

        assertThat(Mailbox.of(mail))
                .extracting(Mail::subject)
                .containsExactly(
                        "Uw code om de beelden te openen",
                        "Uw code om de beelden te openen",
                        "Uw gedeelde toegang is geopend");
    }

    @Test
    void a_regional_language_is_its_language() {
        send(MailsOnServer.code(SOMEBODY, "fr-CH", "482915", 600));

        assertThat(Mailbox.only(mail).subject()).isEqualTo("Votre code pour ouvrir les images");
    }

    @Test
    void a_realm_with_one_language_writes_english() {
        realm.updateWithCleanup(r -> r.internationalizationEnabled(false));

        send(MailsOnServer.code(SOMEBODY, "de", "482915", 600));

        assertThat(Mailbox.only(mail).subject()).isEqualTo("Your code to open the images");
    }

    @Test
    void the_owner_does_not_get_the_language_of_whoever_opened_the_share() {
        String answer =
                server.fetchString(MailsOnServer.openedBySomebodyWhoReads("es", "doctor", "de"));

        assertThat(answer).contains(SENT + " es");
        assertThat(Mailbox.only(mail).subject()).isEqualTo("Ihre Freigabe wurde geöffnet");
    }

    // What people wrote

    @Test
    void letters_of_all_kinds_arrive_as_they_were_written() {
        String words = "Grüße, ça va, mañana, één, Ωμέγα, 画像, 😀";

        send(MailsOnServer.link(SOMEBODY, "en", "Dr. Jürgen Groß", "Épaule", words));

        Mail received = Mailbox.only(mail);
        assertThat(received.subject()).isEqualTo("Dr. Jürgen Groß shares medical images with you");
        for (String part : received.parts()) {
            assertThat(part).contains(words, "Épaule", "Dr. Jürgen Groß");
        }
        assertThat(received.headers()).allSatisfy(line -> assertThat(line).isASCII());
    }

    @Test
    void an_address_is_written_to_as_its_owner_spells_it() {
        send(MailsOnServer.bareLink("Dora.O'Doctor+images@praxis.example"));
        send(MailsOnServer.bareLink("info@müller.example"));

        assertThat(Mailbox.of(mail))
                .extracting(Mail::to)
                .containsExactly(
                        List.of("Dora.O'Doctor+images@praxis.example"),
                        List.of("info@xn--mller-kva.example"));
    }

    @Test
    void what_people_wrote_is_text_and_never_html() {
        String evil = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\"'";

        send(MailsOnServer.link(SOMEBODY, "en", "A" + evil, "B" + evil, "C" + evil));

        Mail received = Mailbox.only(mail);
        assertThat(received.html())
                .doesNotContain("<script", "<img")
                .contains("C&lt;script&gt;alert(1)&lt;/script&gt;&lt;img");
        assertThat(received.text()).contains("A" + evil, "B" + evil, "C" + evil);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${realmName}", "${7*7}", "<#assign x=1>", "{0}", "{0,choice,x}", "''"})
    void what_people_wrote_is_no_template(String words) {
        send(MailsOnServer.link(SOMEBODY, "en", "Dora " + words, words, words));

        Mail received = Mailbox.only(mail);
        assertThat(received.subject())
                .isEqualTo("Dora " + words + " shares medical images with you");
        assertThat(received.text()).contains("Name of the share: " + words, "> " + words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\r\n\t", "\u0085", "\u2028", "\r\n\r\n"})
    void a_name_adds_no_header_and_no_body(String separator) {
        send(
                MailsOnServer.link(
                        SOMEBODY,
                        "en",
                        "Dora" + separator + "Bcc: victim@evil.example",
                        "Knee" + separator + "Bcc: victim@evil.example",
                        "x"));

        Mail received = Mailbox.only(mail);
        assertThat(received.subject())
                .isEqualTo("Dora Bcc: victim@evil.example shares medical images with you");
        assertThat(received.headerNames()).doesNotContain("Bcc", "Cc");
        assertThat(received.to()).containsExactly(SOMEBODY);
        assertThat(received.text()).contains("Name of the share: Knee Bcc: victim@evil.example\n");
    }

    @Test
    void a_realm_says_it_in_its_own_words() {
        translate("dicomAccessLinkOpen", "Look at <them>");

        send(MailsOnServer.bareLink(SOMEBODY));

        assertThat(Mailbox.only(mail).html()).contains(">Look at &lt;them&gt;</a>");
        assertThat(Mailbox.only(mail).text()).contains("Look at <them>\n" + LINK);
    }

    // What keeps a message from being sent

    @Test
    void a_realm_without_a_mail_server_says_so() {
        realm.updateWithCleanup(r -> r.update(rep -> rep.setSmtpServer(Map.of())));

        for (FetchOnServer message : all()) {
            assertThat(server.fetchString(message))
                    .contains("This realm has no mail server")
                    .contains("Realm settings, Email");
        }
    }

    @Test
    void a_mail_server_that_does_not_answer_is_told_apart() {
        realm.updateWithCleanup(r -> r.smtp("localhost", 3026, "auto@keycloak.org"));

        for (FetchOnServer message : all()) {
            assertThat(server.fetchString(message))
                    .contains("The realm's mail server did not take the message")
                    .doesNotContain("praxis", "482915", LINK);
        }
    }

    @Test
    void an_address_that_needs_utf_8_is_told_which_setting_allows_it() {
        assertThat(server.fetchString(MailsOnServer.bareLink("jürgen@praxis.example")))
                .contains("Allow UTF-8")
                .doesNotContain("jürgen", "praxis");
    }

    @Test
    void a_theme_that_is_at_fault_is_told_apart_from_the_mail_server() {
        translate("dicomAccessCodeSubject", "{");

        assertThat(server.fetchString(MailsOnServer.code(SOMEBODY, "en", "482915", 600)))
                .contains("could not be made from the realm's e-mail theme")
                .doesNotContain("482915");
    }

    @Test
    void an_owner_without_a_usable_address_gets_nothing() {
        assertThat(server.fetchString(MailsOnServer.openedByOwnerAt("doctor", null)))
                .contains("The user has no usable e-mail address");

        assertThat(Mailbox.of(mail)).isEmpty();
    }

    @Test
    void nothing_goes_to_a_domain_that_the_realm_does_not_allow() {
        realm.updateWithCleanup(
                r -> r.attribute("dicom-access.email-domains", "hospital.example Praxis.example"));

        send(MailsOnServer.code("a@PRAXIS.example", "en", "482915", 600));
        send(MailsOnServer.bareLink("a@hospital.example"));
        send(MailsOnServer.opened("doctor", "en", "Knee", 1));
        for (String to :
                List.of("a@evil.example", "a@sub.hospital.example", "a@ahospital.example")) {
            assertThat(server.fetchString(MailsOnServer.bareLink(to)))
                    .contains("dicom-access.email-domains");
            assertThat(server.fetchString(MailsOnServer.code(to, "en", "482915", 600)))
                    .contains("dicom-access.email-domains");
        }

        assertThat(Mailbox.of(mail)).hasSize(3);
    }

    private static List<FetchOnServer> all() {
        return Stream.of("link", "code", "opened", "ends-soon")
                .map(name -> message(name, "en"))
                .toList();
    }

    private void translate(String key, String words) {
        realm.admin().localization().saveRealmLocalizationText("en", key, words);
        realm.cleanup()
                .add(orthanc -> orthanc.localization().deleteRealmLocalizationText("en", key));
    }

    private void send(FetchOnServer message) {
        assertThat(server.fetchString(message)).contains(SENT);
    }

    /** HTML or text as words on lines, with plain spaces. */
    private static String plain(String part) {
        return part.replace("&#39;", "'").replaceAll("[\u00a0\u202f]", " ");
    }
}
