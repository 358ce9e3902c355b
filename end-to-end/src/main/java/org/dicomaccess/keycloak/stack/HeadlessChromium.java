package org.dicomaccess.keycloak.stack;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium without a window, drawing in software. */
public final class HeadlessChromium implements Part {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 900;

    private static final List<String> SWITCHES =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    // Without a graphics card.
                    "--use-gl=angle",
                    "--use-angle=swiftshader",
                    "--enable-unsafe-swiftshader",
                    // It may talk to the gateway and to nobody else.
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private HeadlessChromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts the browser.
     *
     * @throws MissingPartException when Chromium is not installed
     */
    public static HeadlessChromium launch() {
        return launch(List.of());
    }

    /**
     * The same with more switches.
     *
     * @param more such as {@code --host-resolver-rules}, for a server whose name nobody knows
     */
    public static HeadlessChromium launch(List<String> more) {
        List<String> switches = new ArrayList<>(SWITCHES);
        switches.addAll(more);
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions()
                        .setExecutablePath(DebianPackage.CHROMIUM.file())
                        .setArgs(switches);
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new HeadlessChromium(playwright, playwright.chromium().launch(options));
    }

    /** Somebody who was never here before: no storage, no cache. */
    public BrowserContext newVisitor() {
        return newVisitor(WIDTH, HEIGHT);
    }

    /**
     * Somebody who was never here before, with a screen of this size.
     *
     * @param width in CSS pixels
     * @param height in CSS pixels
     */
    public BrowserContext newVisitor(int width, int height) {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setLocale("en-GB"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
