package org.dicomaccess.keycloak.stack;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;

/** Where a share link leads, as its recipient sees it. */
public final class LandingPage {

    private final Page page;

    public LandingPage(Page page) {
        this.page = page;
    }

    /** Opens a share link as if it had been clicked. */
    public void open(URI link) {
        page.navigate(link.toString());
    }

    /** What the page is about. */
    public String heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                .innerText();
    }

    /** All the words on the page. */
    public String words() {
        return page.locator("body").innerText();
    }

    /** The one button that opens the share. */
    public Locator openButton() {
        return page.locator("button[name=do][value=open]");
    }

    /** The button that gets the images as files, where the share allows that. */
    public Locator downloadButton() {
        return page.locator("button[name=do][value=download]");
    }

    /** Where the passcode goes, where the share has one. */
    public Locator passcode() {
        return page.locator("#passcode");
    }

    /** Enters a passcode and opens. */
    public void openWith(String passcode) {
        passcode().fill(passcode);
        openButton().click();
    }

    /** Keeps a picture of what is seen now. */
    public void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
}
