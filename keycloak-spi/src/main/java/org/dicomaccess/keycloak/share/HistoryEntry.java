package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Something that happened to a share.
 *
 * @param at when
 * @param kind what
 * @param by who, where that is known: a user's name, a client id, or {@code system}
 * @param address the network address it came from, where that is known
 * @param browser what the browser said of itself, cut to 255 characters
 * @param detail why something was refused or done; a code or the owner's words
 */
public record HistoryEntry(
        Instant at, Kind kind, String by, String address, String browser, String detail) {

    /** What can happen to a share. */
    public enum Kind {
        GIVEN("given"),
        OPENED("opened"),
        REFUSED("refused"),
        PASSCODE_FAILED("passcode_failed"),
        CODE_SENT("code_sent"),
        EXTENDED("extended"),
        PASSCODE_CHANGED("passcode_changed"),
        UNLOCKED("unlocked"),
        REVOKED("revoked");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The word that stands for it in JSON and the database. */
        public String code() {
            return code;
        }

        /** The kind of a code, exactly as written; empty when there is none. */
        public static Optional<Kind> ofCode(String code) {
            return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
        }
    }
}
