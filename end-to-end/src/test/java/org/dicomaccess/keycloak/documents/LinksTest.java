package org.dicomaccess.keycloak.documents;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links and pictures of the pages lead somewhere, and every page is found from README.md. */
class LinksTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))`");
    private static final long LARGEST_PICTURE = 150_000;

    private final Path repository = Pages.repository();
    private final Map<String, Page> pages =
            Stream.concat(
                            Pages.all().stream(),
                            Stream.of("CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(name -> Page.read(repository, name)))
                    .collect(toMap(Page::name, Function.identity()));

    @Test
    void every_link_leads_to_a_file_and_a_heading_that_are_there() {
        List<String> dead = new ArrayList<>();
        for (Page page : pages.values()) {
            for (String link : relativeLinksOf(page)) {
                Page target = pages.get(target(page, link));
                if (!Files.exists(repository.resolve(target(page, link)))) {
                    dead.add(page.name() + " -> " + link);
                } else if (link.contains("#")
                        && target != null
                        && !target.anchors().contains(link.substring(link.indexOf('#') + 1))) {
                    dead.add(page.name() + " -> " + link + ", no such heading");
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void every_page_is_found_from_the_readme() {
        Set<String> found = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of("README.md"));
        while (!next.isEmpty()) {
            Page page = pages.get(next.pop());
            if (page != null && found.add(page.name())) {
                relativeLinksOf(page).forEach(link -> next.push(target(page, link)));
            }
        }

        assertThat(found).containsAll(pages.keySet());
    }

    @Test
    void every_picture_is_small_and_shown_on_a_page() throws IOException {
        Set<String> shown = new HashSet<>();
        pages.values()
                .forEach(page -> relativeLinksOf(page).forEach(to -> shown.add(target(page, to))));

        try (Stream<Path> files = Files.walk(repository.resolve("docs/images"))) {
            for (Path picture : files.filter(Files::isRegularFile).toList()) {
                assertThat(repository.relativize(picture).toString()).isIn(shown);
                assertThat(Files.size(picture)).as("%s", picture).isLessThan(LARGEST_PICTURE);
            }
        }
    }

    @Test
    void a_test_that_a_page_names_is_there() throws IOException {
        Set<String> tests = new HashSet<>();
        for (String module :
                List.of(
                        "keycloak-spi",
                        "integration-tests",
                        "end-to-end",
                        "doctor",
                        "containers")) {
            try (Stream<Path> files = Files.walk(repository.resolve(module + "/src/test"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> tests.add(name.replace(".java", "")));
            }
        }

        for (Page page : pages.values()) {
            assertThat(tests)
                    .as(page.name())
                    .containsAll(
                            page.lines().stream()
                                    .flatMap(line -> TEST.matcher(line).results())
                                    .map(found -> found.group(1))
                                    .toList());
        }
    }

    private static List<String> relativeLinksOf(Page page) {
        return page.links().stream().filter(link -> !URI.create(link).isAbsolute()).toList();
    }

    private static String target(Page page, String link) {
        String path = link.replaceFirst("#.*$", "");
        if (path.isEmpty()) {
            return page.name();
        }
        return Path.of(page.name()).resolveSibling(path).normalize().toString();
    }
}
