package org.dicomaccess.keycloak.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.owasp.html.HtmlStreamEventReceiver;

/**
 * Writes clean HTML as plain text: a line a block, a dash a list item, a link's target behind it.
 */
final class PlainText implements HtmlStreamEventReceiver {
    private static final Set<String> PARAGRAPHS =
            Set.of(
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "pre",
                    "ul",
                    "ol",
                    "table",
                    "hr");
    private static final Set<String> LINES = Set.of("div", "li", "tr", "caption", "br");
    private static final Pattern SPACE = Pattern.compile("[\\s\u00a0]+");

    private static final String ITEM = "- ";

    private final StringBuilder written = new StringBuilder();
    private final Deque<Link> links = new ArrayDeque<>();
    private int items;
    private int preformatted;

    /** All of it, without empty lines around. */
    String written() {
        return written.toString().strip();
    }

    @Override
    public void openDocument() {}

    @Override
    public void closeDocument() {}

    @Override
    public void openTag(String element, List<String> attributes) {
        breakAround(element);
        switch (element) {
            case "a" -> links.push(new Link(target(attributes), written.length()));
            case "li" -> {
                items++;
                written.append(ITEM);
            }
            case "pre" -> preformatted++;
            case "td", "th" -> {
                if (!atLineStart()) {
                    written.append("  ");
                }
            }
            default -> {}
        }
    }

    @Override
    public void closeTag(String element) {
        if (element.equals("a") && !links.isEmpty()) {
            Link link = links.pop();
            String words = written.substring(Math.min(link.start(), written.length())).strip();
            if (!link.target().isEmpty() && !words.equals(link.target())) {
                written.append(words.isEmpty() ? "" : " ").append('<').append(link.target());
                written.append('>');
            }
        }
        switch (element) {
            case "li" -> items--;
            case "pre" -> preformatted--;
            default -> {}
        }
        breakAround(element);
    }

    @Override
    public void text(String text) {
        if (preformatted > 0) {
            written.append(text);
            return;
        }
        String words = SPACE.matcher(text).replaceAll(" ");
        written.append(atLineStart() ? words.stripLeading() : words);
    }

    private void breakAround(String element) {
        if (!PARAGRAPHS.contains(element) && !LINES.contains(element)) {
            return;
        }
        breakLine();
        // Items of a list stand close together, also when each is a paragraph.
        if (PARAGRAPHS.contains(element) && items == 0 && !written.isEmpty() && !endsWith("\n\n")) {
            written.append('\n');
        }
    }

    private void breakLine() {
        if (!atLineStart()) {
            written.append('\n');
        }
    }

    private boolean atLineStart() {
        int end = written.length() - (endsWith(ITEM) ? ITEM.length() : 0);
        return end == 0 || written.charAt(end - 1) == '\n';
    }

    private boolean endsWith(String end) {
        int start = written.length() - end.length();
        return start >= 0 && written.indexOf(end, start) == start;
    }

    /** Attributes come as names and values in turn. */
    private static String target(List<String> attributes) {
        int name = attributes.indexOf("href");
        return name < 0 ? "" : attributes.get(name + 1);
    }

    private record Link(String target, int start) {}
}
