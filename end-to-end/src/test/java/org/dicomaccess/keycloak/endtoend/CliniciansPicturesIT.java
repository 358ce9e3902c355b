package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.LoginPage;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/clinicians.md tells is done here as it says, and is what it shows. */
@ExtendWith(RunningStack.class)
class CliniciansPicturesIT {

    private Stack stack;
    private HeadlessChromium browser;

    @BeforeEach
    void the_parts_run(Stack running, HeadlessChromium chromium) {
        stack = running;
        browser = chromium;
    }

    @Test
    void a_share_is_given_and_opened() {
        try (BrowserContext clinician = visitor();
                BrowserContext colleague = visitor()) {
            Page page = signedIn(clinician, "share?study=" + SampleStudies.A.studyInstanceUid());
            page.locator("#label").fill("Second opinion");
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
            Pictures.take(page, "share-form");

            press(page, "give");
            String link = page.locator("#link").inputValue();
            Pictures.take(page, "share-given");

            Page opened = colleague.newPage();
            LandingPage landing = new LandingPage(opened);
            landing.open(URI.create(link));
            Pictures.take(opened, "share-landing");
            landing.openButton().click();
            ViewerPage viewer = new ViewerPage(opened);
            viewer.awaitImageOf(SampleStudies.A);
            viewer.awaitThumbnails(SampleStudies.A.series().size());
            viewer.awaitQuiet();
            Pictures.take(opened, "share-viewer");
        }
    }

    @Test
    void a_share_is_watched_and_taken_back() {
        Sharer doctor = stack.doctor();
        doctor.revoke(doctor.give(wish -> wish.put("label", "Wrong patient"), SampleStudies.B));
        GivenShare share =
                doctor.give(wish -> wish.put("label", "For the tumour board"), SampleStudies.A);
        try (BrowserContext colleague = visitor();
                BrowserContext clinician = visitor()) {
            Page opened = colleague.newPage();
            LandingPage landing = new LandingPage(opened);
            landing.open(share.url());
            landing.openButton().click();
            ViewerPage viewer = new ViewerPage(opened);
            viewer.awaitImageOf(SampleStudies.A);
            viewer.awaitThumbnails(SampleStudies.A.series().size());
            viewer.awaitQuiet();

            Page page = signedIn(clinician, "shares");
            Pictures.take(page, "my-shares");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("For the tumour board"))
                    .first()
                    .click();
            page.locator("details:has(#reason) summary").click();
            page.locator("#reason").fill("Sent to the wrong address");
            page.locator("button[name=do][value=revoke]").scrollIntoViewIfNeeded();
            Pictures.take(page, "take-back");
            press(page, "revoke");

            viewer.showSeriesOfThumbnail(1);
            assertThat(viewer.awaitRefusal()).isEqualTo("This share has ended");
            Pictures.take(opened, "share-ended");
        }
    }

    private BrowserContext visitor() {
        return browser.newVisitor(Pictures.WIDTH, Pictures.HEIGHT);
    }

    private Page signedIn(BrowserContext visitor, String path) {
        Page page = visitor.newPage();
        page.navigate(stack.keycloak().publicEndpoint().resolve("pages/" + path).toString());
        new LoginPage(page).signIn("doctor");
        page.waitForURL("**/dicom-access/pages/**");
        return page;
    }

    private static void press(Page page, String value) {
        page.locator("button[name=do][value=" + value + "]").first().click();
        page.waitForLoadState();
    }
}
