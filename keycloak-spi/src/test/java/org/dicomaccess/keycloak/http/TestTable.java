package org.dicomaccess.keycloak.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A table of tests beside its test class: tab-separated, with a header line, nothing quoted, so
 * that JSON and URIs stand in it as they are sent. Lines that begin with {@code #} and empty lines
 * are for its readers.
 */
public final class TestTable {
    private TestTable() {}

    /** The rows as arguments of a parameterized test. */
    public static Stream<Arguments> of(Class<?> test, String name) {
        return rows(test, name).stream().map(row -> Arguments.of(row.toArray()));
    }

    /** The rows below the header, each with as many cells as the header has. */
    public static List<List<String>> rows(Class<?> test, String name) {
        List<String> lines =
                lines(test, name).stream()
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        int columns = cells(lines.get(0)).size();
        List<List<String>> rows = lines.stream().skip(1).map(TestTable::cells).toList();
        rows.stream()
                .filter(row -> row.size() != columns)
                .findFirst()
                .ifPresent(
                        row -> {
                            throw new IllegalStateException(name + ", cells: " + row);
                        });
        return rows;
    }

    /** The lines of a file beside a test class. */
    public static List<String> lines(Class<?> test, String name) {
        try (InputStream file = Objects.requireNonNull(test.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\t", -1));
    }
}
