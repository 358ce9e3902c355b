package org.dicomaccess.keycloak.endtoend;

import com.microsoft.playwright.BrowserContext;
import java.util.Locale;
import org.dicomaccess.keycloak.stack.HeadlessChromium;

/** The two kinds of screens that pages are looked at on, in CSS pixels. */
enum Screen {
    DESKTOP(1280, 800),
    PHONE(375, 812);

    private final int width;
    private final int height;

    Screen(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Somebody who was never here before, in front of such a screen. */
    BrowserContext visitor(HeadlessChromium browser) {
        return browser.newVisitor(width, height);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
