package org.dicomaccess.keycloak.benchmarks.shares;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How PostgreSQL answered a statement, as its {@code auto_explain} wrote it down while it did. */
final class Plan {
    /** More rows than a page has, with the studies of its shares: then the order is no index's. */
    private static final int MOST_SORTED = 100;

    private final JsonNode root;

    Plan(JsonNode root) {
        this.root = root;
    }

    /** In one line, from the outermost step inwards. */
    String brief() {
        return brief(root);
    }

    /** Pages of 8 kB that were looked at. */
    long pages() {
        return root.path("Shared Hit Blocks").asLong() + root.path("Shared Read Blocks").asLong();
    }

    /** What is wrong with it; empty for an index read. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        collectFaults(root, faults);
        return faults;
    }

    private static void collectFaults(JsonNode step, List<String> faults) {
        String kind = step.path("Node Type").asText();
        if (kind.equals("Seq Scan")) {
            faults.add("reads the whole table " + step.path("Relation Name").asText());
        }
        if (kind.endsWith("Sort") && rows(step.path("Plans").path(0)) > MOST_SORTED) {
            faults.add("sorts %d rows".formatted(rows(step.path("Plans").path(0))));
        }
        step.path("Plans").forEach(inner -> collectFaults(inner, faults));
    }

    private static String brief(JsonNode step) {
        StringBuilder text = new StringBuilder(step.path("Node Type").asText());
        if ("Backward".equals(step.path("Scan Direction").asText())) {
            text.append(" Backward");
        }
        String of = step.path("Index Name").asText(step.path("Relation Name").asText());
        if (!of.isEmpty()) {
            text.append(' ').append(of.toUpperCase(Locale.ROOT));
        }
        text.append(" [").append(rows(step));
        long passedOver = step.path("Rows Removed by Filter").asLong();
        if (passedOver > 0) {
            text.append(" of ").append(rows(step) + passedOver);
        }
        text.append(']');
        List<String> inner = new ArrayList<>();
        step.path("Plans").forEach(each -> inner.add(brief(each)));
        if (!inner.isEmpty()) {
            text.append(" < ").append(String.join(" + ", inner));
        }
        return text.toString();
    }

    private static long rows(JsonNode step) {
        return Math.round(
                step.path("Actual Rows").asDouble() * step.path("Actual Loops").asDouble(1));
    }
}
