package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages on which shares are given, watched and taken back, on two screens. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharesPagesIT {

    private Stack stack;

    @BeforeAll
    void there_is_something_to_see(Stack running) {
        stack = running;
        stack.administrator().letManageRealm("admin");
        Sharer doctor = stack.doctor();
        doctor.give(wish -> wish.put("label", "For the tumour board"), SampleStudies.A);
        doctor.revoke(doctor.give(SampleStudies.B));
    }

    @ParameterizedTest
    @EnumSource
    void a_clinician_gives_a_share(Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page page =
                    signedIn(
                            visitor,
                            "doctor",
                            "share?study="
                                    + SampleStudies.A.studyInstanceUid()
                                    + "&study="
                                    + SampleStudies.C.studyInstanceUid());
            assertThat(heading(page)).isEqualTo("Share images");
            assertThat(words(page)).contains("Alder", "Birch", "Anvil sample study");
            PageLook.assertGood(page, "share-form-" + screen);

            page.locator("#opens").fill("0");
            press(page, "give");
            assertThat(words(page)).contains("Nothing was shared yet");
            PageLook.assertGood(page, "share-form-wrong-" + screen);

            page.locator("#opens").fill("3");
            page.locator("#label").fill("Second opinion");
            press(page, "give");
            assertThat(heading(page)).isEqualTo("The link is ready");
            PageLook.assertGood(page, "share-given-" + screen);
            String link = page.locator("#link").inputValue();
            assertThat(link).startsWith(stack.keycloak().publicEndpoint() + "s/");

            page.navigate(link);
            assertThat(new LandingPage(page).heading()).isEqualTo("Images were shared with you");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_share_by_mail_shows_the_fields_for_it(Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page page =
                    signedIn(
                            visitor, "doctor", "share?study=" + SampleStudies.A.studyInstanceUid());
            page.locator("#for-email").check();
            page.locator("#email").fill("patient@example.org");
            PageLook.assertGood(page, "share-form-mail-" + screen);

            press(page, "give");

            assertThat(heading(page)).isEqualTo("The link is ready");
            assertThat(page.locator("#message").isVisible()).isTrue();
            PageLook.assertGood(page, "share-given-mail-" + screen);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_clinician_watches_their_shares_and_takes_one_back(
            Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            stack.doctor().give(wish -> wish.put("label", "To be taken back"), SampleStudies.A);
            Page page = signedIn(visitor, "doctor", "shares");
            assertThat(heading(page)).isEqualTo("My shares");
            assertThat(words(page)).contains("To be taken back", "For the tumour board");
            PageLook.assertGood(page, "my-shares-" + screen);

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("To be taken back"))
                    .first()
                    .click();
            assertThat(heading(page)).isEqualTo("One share");
            PageLook.assertGood(page, "one-share-" + screen);

            page.locator("details:has(#reason) summary").click();
            page.locator("#reason").fill("Wrong patient");
            PageLook.assertGood(page, "one-share-revoking-" + screen);
            press(page, "revoke");
            assertThat(words(page)).contains("Wrong patient");
            PageLook.assertGood(page, "one-share-revoked-" + screen);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_administrator_takes_back_shares_of_others(Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            stack.doctor().give(wish -> wish.put("label", "Of the doctor"), SampleStudies.D);
            Page page =
                    signedIn(
                            visitor,
                            "admin",
                            "all?study=" + SampleStudies.D.studyInstanceUid() + "&status=active");
            assertThat(heading(page)).isEqualTo("All shares");
            assertThat(words(page)).contains("Of the doctor");
            PageLook.assertGood(page, "all-shares-" + screen);

            page.locator("input[name=share]").first().check();
            press(page, "revoke");

            assertThat(page.locator("[role=status]").first().isVisible()).isTrue();
            PageLook.assertGood(page, "all-shares-revoked-" + screen);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobody_else_sees_the_shares_of_all(Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page page = signedIn(visitor, "external", "all");

            assertThat(heading(page)).isEqualTo("You may not do this");
            assertThat(words(page)).doesNotContain("tumour board");
            PageLook.assertGood(page, "all-shares-refused-" + screen);
        }
    }

    private Page signedIn(BrowserContext visitor, String name, String path) {
        Page page = visitor.newPage();
        page.navigate(stack.keycloak().publicEndpoint().resolve("pages/" + path).toString());
        page.locator("#username").fill(name);
        page.locator("#password").fill(name);
        page.locator("#kc-login").click();
        page.waitForURL("**/dicom-access/pages/**");
        return page;
    }

    private static void press(Page page, String value) {
        page.locator("button[name=do][value=" + value + "]").first().click();
        page.waitForLoadState();
    }

    private static String heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                .innerText();
    }

    private static String words(Page page) {
        return page.locator("body").innerText();
    }
}
