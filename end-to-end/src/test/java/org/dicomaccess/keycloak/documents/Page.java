package org.dicomaccess.keycloak.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of this project's documentation, in the little Markdown that it is written in.
 *
 * @param name the file's path in the repository, such as {@code docs/roles.md}
 * @param lines its text
 */
public record Page(String name, List<String> lines) {

    private static final Pattern FENCE = Pattern.compile("( *)(`{3,})([^`]*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    public Page {
        lines = List.copyOf(lines);
    }

    /** README.md, and then the pages below {@code docs/} by name. */
    public static List<Page> all(Path repository) {
        try (Stream<Path> files = Files.list(repository.resolve("docs"))) {
            List<Page> pages = new ArrayList<>();
            pages.add(read(repository, "README.md"));
            files.map(file -> "docs/" + file.getFileName())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .forEach(name -> pages.add(read(repository, name)));
            return pages;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Reads one page.
     *
     * @param name its path in the repository
     */
    public static Page read(Path repository, String name) {
        try {
            return new Page(name, Files.readAllLines(repository.resolve(name)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is between fences, in order. */
    public List<FencedBlock> blocks() {
        List<FencedBlock> blocks = new ArrayList<>();
        boolean follows = false;
        for (int at = 0; at < lines.size(); at++) {
            Matcher fence = FENCE.matcher(lines.get(at));
            if (fence.matches()) {
                int end = endOf(fence, at);
                blocks.add(block(fence, at, end, follows));
                follows = true;
                at = end;
            } else if (!lines.get(at).isBlank()) {
                follows = false;
            }
        }
        return blocks;
    }

    /** The targets of its links and pictures, as they are written. */
    public List<String> links() {
        return prose().stream()
                .flatMap(line -> LINK.matcher(CODE.matcher(line).replaceAll("")).results())
                .map(found -> found.group(1))
                .toList();
    }

    /** What a link may name after {@code #}: its headings, as GitHub makes anchors of them. */
    public List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = anchor(heading.group(1));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    @Override
    public String toString() {
        return name;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** The lines outside fences. */
    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Matcher fence = FENCE.matcher(lines.get(at));
            if (fence.matches()) {
                at = endOf(fence, at);
            } else {
                prose.add(lines.get(at));
            }
        }
        return prose;
    }

    private int endOf(Matcher fence, int start) {
        for (int at = start + 1; at < lines.size(); at++) {
            if (lines.get(at).strip().equals(fence.group(2))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "%s:%d: a fence that nothing closes".formatted(name, start + 1));
    }

    private FencedBlock block(Matcher fence, int start, int end, boolean follows) {
        String indentation = fence.group(1);
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(start + 1, end)) {
            text.append(line.startsWith(indentation) ? line.substring(indentation.length()) : line)
                    .append('\n');
        }
        String[] words = fence.group(3).strip().split(" +", 2);
        return new FencedBlock(
                name,
                start + 1,
                words[0],
                words.length > 1 ? words[1] : "",
                text.toString(),
                follows);
    }
}
