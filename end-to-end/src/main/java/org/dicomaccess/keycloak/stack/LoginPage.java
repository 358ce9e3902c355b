package org.dicomaccess.keycloak.stack;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Keycloak's own login, as somebody sees it who was sent there by a viewer. */
public final class LoginPage {

    /** Milliseconds, as Playwright counts. */
    private static final double PATIENCE = 60_000;

    private final Page page;

    public LoginPage(Page page) {
        this.page = page;
    }

    /** Waits until it is there. */
    public void await() {
        button().waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    }

    /** Signs in once the page is there; the password is the name. */
    public void signIn(String name) {
        await();
        page.locator("#username").fill(name);
        page.locator("#password").fill(name);
        button().click();
    }

    /** Keeps a picture of what is seen now. */
    public void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    private Locator button() {
        return page.locator("#kc-login");
    }
}
