package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** What every page has to be, whatever it says: fit for its screen and for everybody. */
final class PageLook {

    private PageLook() {}

    /** Keeps a picture of the whole page and looks at it as a program can. */
    static void assertGood(Page page, String screenshot) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Screenshots.named(screenshot))
                        .setFullPage(true));
        assertThat(violations(page)).isEmpty();
        assertThat(
                        page.evaluate(
                                "document.documentElement.scrollWidth"
                                        + " <= document.documentElement.clientWidth"))
                .as("fits the width of the screen")
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
