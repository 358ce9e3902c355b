package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page behind a share link in each state of its share, on two screens. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LandingPagesIT {

    private static final String PASSCODE = "heron-42-lake";
    private static final int ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Map<String, String> HEADINGS =
            Map.of(
                    "ready", "Images were shared with you",
                    "download", "Images were shared with you",
                    "passcode", "Images were shared with you",
                    "code-by-mail", "Images were shared with you",
                    "pending", "Not yet available",
                    "locked", "This link is locked",
                    "exhausted", "This link has been used up",
                    "expired", "This link has expired",
                    "revoked", "This link was withdrawn",
                    "unknown", "This link leads nowhere");

    private Stack stack;
    private Sharer doctor;
    private Map<String, URI> links;

    @BeforeAll
    void the_doctor_gives_shares_of_every_kind(Stack running) {
        stack = running;
        doctor = stack.doctor();
        links =
                Map.of(
                        "ready", given(wish -> wish).url(),
                        "download", given(LandingPagesIT::withDownload).url(),
                        "passcode", given(LandingPagesIT::withPasscode).url(),
                        "code-by-mail", given(LandingPagesIT::withCodeByMail).url(),
                        "pending", pending(),
                        "locked", locked(),
                        "exhausted", exhausted(),
                        "expired", expired(),
                        "revoked", revoked(),
                        "unknown",
                                stack.keycloak()
                                        .endpoint()
                                        .resolve("s/" + "n0-such-c0de-".repeat(2)));
    }

    static List<Arguments> statesAndScreens() {
        List<Arguments> pages = new ArrayList<>();
        for (String state : HEADINGS.keySet().stream().sorted().toList()) {
            for (Screen screen : Screen.values()) {
                pages.add(Arguments.of(state, screen));
            }
        }
        return pages;
    }

    @ParameterizedTest(name = "{0} on a {1}")
    @MethodSource("statesAndScreens")
    void the_page_says_what_to_do_and_is_fit_for_everybody(
            String state, Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page tab = visitor.newPage();
            LandingPage page = new LandingPage(tab);

            page.open(links.get(state));

            assertThat(page.heading()).isEqualTo(HEADINGS.get(state));
            assertThat(page.words()).doesNotContain("dicomAccess", "undefined", "{0}");
            assertThat(page.words()).doesNotContain(SampleStudies.A.patient().id());
            PageLook.assertGood(tab, "landing-%s-%s".formatted(state, screen));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_passcode_is_said_where_it_was_entered(Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page tab = visitor.newPage();
            LandingPage page = new LandingPage(tab);
            page.open(given(LandingPagesIT::withPasscode).url());

            page.openWith("wrong");

            assertThat(page.words()).contains("This passcode is wrong", "4 attempts are left");
            PageLook.assertGood(tab, "landing-passcode-wrong-" + screen);
            page.openWith(PASSCODE);
            new ViewerPage(tab).awaitImageOf(SampleStudies.A);
        }
    }

    @Test
    void a_share_is_opened_without_a_mouse(Page tab, LandingPage page, ViewerPage viewer) {
        page.open(links.get("passcode"));

        tabTo(tab, "passcode");
        tab.keyboard().type(PASSCODE);
        tabTo(tab, "open");
        tab.screenshot(new Page.ScreenshotOptions().setPath(Screenshots.named("landing-keyboard")));
        tab.keyboard().press("Enter");

        viewer.awaitImageOf(SampleStudies.A);
    }

    /** Presses the tabulator key until what has this id or value has the focus. */
    private static void tabTo(Page tab, String name) {
        for (int i = 0; i < 20; i++) {
            tab.keyboard().press("Tab");
            Object focused =
                    tab.evaluate("document.activeElement.value || document.activeElement.id");
            Object id = tab.evaluate("document.activeElement.id");
            if (name.equals(focused) || name.equals(id)) {
                return;
            }
        }
        throw new AssertionError("The tabulator key never gets to " + name);
    }

    private GivenShare given(UnaryOperator<ObjectNode> more) {
        return doctor.give(more, SampleStudies.A);
    }

    private static ObjectNode withPasscode(ObjectNode wish) {
        return wish.put("passcode", PASSCODE);
    }

    private static ObjectNode withDownload(ObjectNode wish) {
        wish.withArray("actions").add("read").add("download");
        return wish;
    }

    private static ObjectNode withCodeByMail(ObjectNode wish) {
        wish.putObject("recipient").put("email", "patient@example.org");
        return wish.put("email_code", true);
    }

    private URI pending() {
        return given(
                        wish ->
                                wish.put(
                                        "not_before",
                                        Instant.now().plus(Duration.ofHours(1)).toString()))
                .url();
    }

    private URI locked() {
        URI link = given(LandingPagesIT::withPasscode).url();
        for (int i = 0; i < ATTEMPTS; i++) {
            opened(link, "wrong");
        }
        return link;
    }

    private URI exhausted() {
        URI link = given(wish -> wish.put("maximum_opens", 1)).url();
        assertThat(opened(link, "")).isEqualTo(303);
        return link;
    }

    private URI expired() {
        GivenShare share = given(wish -> wish.put("expires_in", 1));
        await().atMost(PATIENCE)
                .until(() -> doctor.read(share).path("state").asText().equals("expired"));
        return share.url();
    }

    private URI revoked() {
        GivenShare share = given(wish -> wish);
        doctor.revoke(share);
        return share.url();
    }

    /** Presses the button, without a browser. */
    private int opened(URI link, String passcode) {
        return new RawCall("POST", link.getRawPath())
                .body(
                        "application/x-www-form-urlencoded",
                        ("do=open&passcode=" + passcode).getBytes(UTF_8))
                .send(stack.keycloak().root())
                .status();
    }
}
