package org.dicomaccess.keycloak.benchmarks.shares;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL wrote about the statements it was sent: values when they are bound, plans at the
 * end.
 */
final class StatementLog {
    /** The number of the server process, then the entry; lines that go on begin with a tab. */
    private static final Pattern ENTRY =
            Pattern.compile(
                    "^\\d{4}-\\S+ \\S+ \\S+ \\[(\\d+)\\] (\\w+): +(.*(?:\\n\\t.*)*)$",
                    Pattern.MULTILINE);

    /**
     * Whole values at once: one of them can be a page, and a step back for each character is a
     * frame of the stack.
     */
    private static final Pattern VALUE =
            Pattern.compile("\\$\\d+ = (?:'([^']*+(?:''[^']*+)*+)'|NULL)");

    private static final Pattern BOUND = Pattern.compile("^duration: \\S+ ms +bind [^:]+: (.*)$");

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;
    private long read;

    StatementLog(Path file) {
        this.file = file;
    }

    /** Statements that were answered since this was asked last, oldest first. */
    List<Statement> news() {
        Matcher entry = ENTRY.matcher(newLines());
        List<Statement> statements = new ArrayList<>();
        Map<String, String> sent = new HashMap<>();
        Map<String, List<String>> values = new HashMap<>();
        while (entry.find()) {
            String process = entry.group(1);
            String message = entry.group(3);
            int plan = message.indexOf("plan:\n");
            Matcher bound = BOUND.matcher(message);
            if (plan >= 0) {
                JsonNode explained = parsed(message.substring(plan + "plan:\n".length()));
                String sql = explained.path("Query Text").asText();
                statements.add(
                        new Statement(
                                sql,
                                values.getOrDefault(process + sql, List.of()),
                                new Plan(explained.path("Plan"))));
            } else if (bound.find()) {
                sent.put(process, process + bound.group(1));
            } else if (entry.group(2).equals("DETAIL") && sent.containsKey(process)) {
                values.put(sent.remove(process), values(message));
            }
        }
        return statements;
    }

    private static List<String> values(String detail) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(detail);
        while (value.find()) {
            values.add(value.group(1) == null ? "" : value.group(1).replace("''", "'"));
        }
        return values;
    }

    private JsonNode parsed(String plan) {
        try {
            return json.readTree(plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String newLines() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(read);
            byte[] bytes = new byte[Math.toIntExact(log.length() - read)];
            log.readFully(bytes);
            // The last line may not be complete yet.
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            read += end;
            return new String(bytes, 0, end, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
