package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/** What every page has to be, whatever it says: fit for its screen and for everybody. */
final class PageLook {

    private PageLook() {}

    /**
     * Keeps a picture of the whole page and looks at it as a program can, with light colours and
     * with dark ones ({@code …-dark}).
     */
    static void assertGood(Page page, String screenshot) {
        assertGood(page, screenshot + "-dark", ColorScheme.DARK);
        assertGood(page, screenshot, ColorScheme.LIGHT);
    }

    private static void assertGood(Page page, String screenshot, ColorScheme colours) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Screenshots.named(screenshot))
                        .setFullPage(true));
        assertThat(violations(page)).as(screenshot).isEmpty();
        assertThat(
                        page.evaluate(
                                "document.documentElement.scrollWidth"
                                        + " <= document.documentElement.clientWidth"))
                .as("%s fits the width of the screen", screenshot)
                .isEqualTo(true);
    }

    /** What axe finds against WCAG and its own best practices: the rule, and where. */
    private static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .map(PageLook::described)
                        .toList();
    }

    private static String described(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
