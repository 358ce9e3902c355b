package org.dicomaccess.keycloak.http.shares;

import java.time.Instant;
import java.util.List;
import org.dicomaccess.keycloak.share.HistoryEntry;

/**
 * What happened to a share, newest first.
 *
 * @param history one entry for each thing that happened
 */
public record HistoryAnswer(List<Entry> history) {

    /**
     * One thing that happened.
     *
     * @param kind such as {@code opened} or {@code passcode_failed}
     * @param by who, where that is known
     * @param address the network address
     * @param browser what the browser said of itself
     * @param detail why it was refused, what it was opened with, or the owner's words
     */
    public record Entry(
            Instant at, String kind, String by, String address, String browser, String detail) {}

    public static HistoryAnswer of(List<HistoryEntry> entries) {
        return new HistoryAnswer(
                entries.stream()
                        .map(
                                entry ->
                                        new Entry(
                                                entry.at(),
                                                entry.kind().code(),
                                                entry.by(),
                                                entry.address(),
                                                entry.browser(),
                                                entry.detail()))
                        .toList());
    }
}
