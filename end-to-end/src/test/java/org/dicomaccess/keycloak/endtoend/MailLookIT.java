package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomaccess.keycloak.stack.Administrator;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The look of messages, in a program that knows dark colours and in one that does not. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailLookIT {

    private static final String OURS = "dicom-access";
    private static final String HOSPITAL = "hospital-mail";

    private final ObjectMapper json = new ObjectMapper();
    private final MailSink mail = new MailSink();

    private Stack stack;
    private Administrator administrator;
    private JsonNode before;

    @BeforeAll
    void the_realm_sends_mail(Stack running) throws IOException {
        stack = running;
        administrator = stack.administrator();
        before = json.readTree(administrator.send("GET", "", "")).path("smtpServer");
        ObjectNode realm = json.createObjectNode();
        realm.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", String.valueOf(mail.port()))
                .put("from", "keycloak@orthanc.example");
        administrator.send("PUT", "", realm.toString());
    }

    @AfterAll
    void it_sends_none_again() {
        administrator.send("PUT", "", json.createObjectNode().set("smtpServer", before).toString());
        mail.close();
    }

    @AfterEach
    void its_messages_have_their_own_look_again() {
        administrator.send("PUT", "", json.createObjectNode().put("emailTheme", OURS).toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_shared_link_is_fit_for_everybody(Screen screen, HeadlessChromium browser) {
        String message = sharedLink();

        try (BrowserContext visitor = screen.visitor(browser)) {
            Page tab = visitor.newPage();
            tab.setContent(message);
            assertThat(tab.locator("a").first().getAttribute("href"))
                    .startsWith(stack.keycloak().publicEndpoint() + "s/");
            PageLook.assertGood(tab, "mail-link-" + screen);
        }
    }

    @Test
    void keycloaks_own_messages_look_the_same(Page tab) {
        administrator.send(
                "PUT",
                "users/%s/execute-actions-email".formatted(administrator.idOfUser("doctor")),
                "[\"UPDATE_PASSWORD\"]");

        tab.setContent(html(mail.next()));

        PageLook.assertGood(tab, "mail-keycloak");
    }

    @Test
    void nothing_is_fetched_when_a_message_is_read() {
        assertThat(sharedLink()).doesNotContain("<img", "<link", "<script", "url(", "@import");
    }

    @Test
    void a_hospital_sets_its_colour_in_its_properties() throws IOException {
        use("dicomAccessPrimary=#00695c");

        assertThat(sharedLink()).contains("4px solid #00695c").doesNotContain("#0b5a78");
    }

    @Test
    void what_is_no_colour_is_left_out() throws IOException {
        use("dicomAccessPrimary=red\"><img src=x>");

        assertThat(sharedLink()).contains("4px solid #0b5a78").doesNotContain("<img");
    }

    /** The colours stand in the hospital's login theme; that for messages takes them from there. */
    private void use(String property) throws IOException {
        write("login", "parent=dicom-access\n" + property + "\n");
        write("email", "parent=dicom-access\nimport=login/" + HOSPITAL + "\n");
        administrator.send(
                "PUT", "", json.createObjectNode().put("emailTheme", HOSPITAL).toString());
    }

    private void write(String type, String properties) throws IOException {
        Path folder =
                stack.options().folder().resolve("keycloak/themes").resolve(HOSPITAL).resolve(type);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("theme.properties"), properties);
    }

    private String sharedLink() {
        stack.doctor()
                .give(
                        wish -> {
                            wish.putObject("recipient").put("email", "patient@example.org");
                            return wish.put("send_email", true)
                                    .put("message", "See you on Monday.");
                        },
                        SampleStudies.A);
        return html(mail.next());
    }

    private static String html(String message) {
        int start = message.indexOf("<!DOCTYPE html>");
        int end = message.indexOf("</html>");
        assertThat(start).as(message).isNotNegative();
        return message.substring(start, end) + "</html>";
    }
}
