package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Where a share stands. Never stored: it follows from the record and the clock. */
public enum ShareState {
    /** Its time has not come. */
    PENDING("pending", false),
    /** It can be opened. */
    ACTIVE("active", false),
    /** Too many wrong passcodes or codes; its owner can unlock it. */
    LOCKED("locked", false),
    /** It was opened as often as it may be; its owner can allow more. */
    EXHAUSTED("exhausted", false),
    /** Its time is over. */
    EXPIRED("expired", true),
    /** It was taken back. */
    REVOKED("revoked", true);

    /** Wrong passcodes and codes in a row that lock a share. */
    public static final int ATTEMPTS = 5;

    private final String code;
    private final boolean ended;

    ShareState(String code, boolean ended) {
        this.code = code;
        this.ended = ended;
    }

    /** The word that stands for it in JSON. */
    public String code() {
        return code;
    }

    /** Whether the share is over, and so is every study token that it gave. */
    public boolean ended() {
        return ended;
    }

    /** The state of a code, exactly as written; empty when there is none. */
    public static Optional<ShareState> ofCode(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }

    /** The state of a share at a moment. What ends it for good comes before what may change. */
    public static ShareState of(Share share, Instant now) {
        ShareRules rules = share.rules();
        ShareProgress progress = share.progress();
        if (progress.revocation().isPresent()) {
            return REVOKED;
        }
        if (!now.isBefore(rules.expires())) {
            return EXPIRED;
        }
        if (rules.maximumOpens().filter(maximum -> progress.opens() >= maximum).isPresent()) {
            return EXHAUSTED;
        }
        if (progress.failedAttempts() >= ATTEMPTS) {
            return LOCKED;
        }
        return now.isBefore(rules.notBefore()) ? PENDING : ACTIVE;
    }
}
