package org.dicomaccess.keycloak.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.documents.Command.Place;

/**
 * A line of {@code run-elsewhere.tsv}: commands that are not run on the running parts.
 *
 * @param place the kind of their block
 * @param command what the whole command matches, a regular expression
 * @param runner the file, in this repository, that runs it
 * @param how what stands there to do so
 */
record RunElsewhere(Place place, Pattern command, String runner, String how) {

    static List<RunElsewhere> all() {
        try (BufferedReader table =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        RunElsewhere.class.getResourceAsStream(
                                                "run-elsewhere.tsv")),
                                StandardCharsets.UTF_8))) {
            return table.lines().skip(1).map(RunElsewhere::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static RunElsewhere read(String line) {
        String[] cells = line.split("\t");
        if (cells.length != 4) {
            throw new IllegalArgumentException("Not four cells: " + line);
        }
        return new RunElsewhere(
                Place.valueOf(cells[0].toUpperCase(Locale.ROOT)),
                Pattern.compile(cells[1]),
                cells[2],
                cells[3]);
    }

    boolean runs(Place where, String line) {
        return place == where && command.matcher(line).matches();
    }
}
