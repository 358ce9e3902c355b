package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The shares of one realm, as they are recorded. Whatever several callers may do to one share at
 * once is one conditional statement each, so that exactly as many get through as may.
 */
public interface ShareStore {

    /**
     * Records a new share.
     *
     * @param codeHash of the link's code
     * @param passcodeHash when a passcode is asked for
     */
    void insert(Share share, String codeHash, Optional<String> passcodeHash);

    Optional<Share> byCodeHash(String codeHash);

    Optional<Share> byId(String id);

    /**
     * One page, newest first.
     *
     * @throws InvalidShareException when the share that it comes after is not there
     */
    List<Share> find(ShareQuery query, Instant now);

    Optional<String> passcodeHash(String id);

    Optional<MailedCode> mailedCode(String id);

    /**
     * Replaces the code that was sent before.
     *
     * @return false when that was sent at this moment or later, also by whoever asked at once
     */
    boolean replaceMailedCode(String id, MailedCode code, Instant sentBefore);

    /** Nothing matches until another code is sent. */
    void forgetMailedCode(String id);

    /**
     * Counts an attempt before it is looked at, so that many at once are still counted.
     *
     * @return false when the share is locked already
     */
    boolean countAttempt(String id);

    /** Forgets the attempts so far. */
    void clearAttempts(String id);

    /**
     * Counts an open.
     *
     * @return false when the share may not be opened at this moment, whatever it was a moment ago
     */
    boolean countOpen(String id, Instant now);

    /**
     * Ends a share.
     *
     * @return false when it was revoked before: the first one stays on record
     */
    boolean revoke(String id, Revocation revocation);

    /** A new end, and a new number of opens. */
    void extend(String id, Instant expires, Optional<Integer> maximumOpens);

    /** A new passcode, or none; attempts at the old one are forgotten. */
    void setPasscode(String id, Optional<String> passcodeHash);

    void append(String shareId, HistoryEntry entry);

    /** How often something happened to a share, after a moment. */
    long count(String shareId, HistoryEntry.Kind kind, Instant after);

    /** What happened to a share, newest first; also when the share itself has been removed. */
    List<HistoryEntry> history(String shareId, int max);
}
