package org.dicomaccess.keycloak.mail;

import java.util.Set;
import java.util.regex.Pattern;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.PolicyFactory;

/**
 * HTML of somebody else's making, reduced to formatted text and links. What is left has no script,
 * form, frame or image, no style that could hide or move text, and no link but to the web or to a
 * mail address.
 */
public final class CleanHtml {
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?://|mailto:)\\S+");
    private static final Pattern SPAN = Pattern.compile("[1-9][0-9]?");

    private static final String ELEMENTS =
            "a p div span br hr h1 h2 h3 h4 h5 h6 b strong i em u s del small sub sup blockquote"
                    + " pre code ul ol li table caption thead tbody tfoot tr td th";

    private static final PolicyFactory POLICY =
            new HtmlPolicyBuilder()
                    .allowElements(ELEMENTS.split(" "))
                    .allowWithoutAttributes("span")
                    .allowUrlProtocols("http", "https", "mailto")
                    .allowAttributes("href")
                    .matching(LINK)
                    .onElements("a")
                    .allowAttributes("colspan", "rowspan")
                    .matching(SPAN)
                    .onElements("td", "th")
                    .allowStyling(
                            CssSchema.withProperties(
                                    Set.of(
                                            "text-align",
                                            "font-weight",
                                            "font-style",
                                            "text-decoration")))
                    .toFactory();

    private final String html;

    private CleanHtml(String html) {
        this.html = html;
    }

    /** What is left of a fragment or document, however malformed. */
    public static CleanHtml of(String raw) {
        return new CleanHtml(POLICY.sanitize(raw));
    }

    /** The fragment, well formed. */
    public String html() {
        return html;
    }

    /** The same for readers of plain text, links written out. */
    public String text() {
        PlainText text = new PlainText();
        HtmlSanitizer.sanitize(html, POLICY.apply(text));
        return text.written();
    }

    @Override
    public String toString() {
        return html;
    }
}
