package org.dicomaccess.keycloak.share;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyTokenMinter;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * The shares of the session's realm: given, listed, changed and taken back. Whether somebody may do
 * that is for the callers to know; what a realm allows of shares is known here.
 */
public final class Shares {
    private static final int ID_BYTES = 16;
    private static final int HISTORY = 1_000;

    private final KeycloakSession session;
    private final ShareLimits limits;
    private final ShareStore store;
    private final KnownShares known;
    private final StudyTokenMinter minter;
    private final SecureRandom random;
    private final Instant now;
    private final ShareJournal journal;

    public Shares(
            KeycloakSession session,
            ShareLimits limits,
            ShareStore store,
            KnownShares known,
            StudyTokenMinter minter,
            SecureRandom random,
            Instant now) {
        this.session = session;
        this.limits = limits;
        this.store = store;
        this.known = known;
        this.minter = minter;
        this.random = random;
        this.now = now;
        this.journal = new ShareJournal(session, store, now);
    }

    /**
     * Records a share.
     *
     * @param server the resource server of its contents
     * @throws InvalidShareException naming what this realm does not allow
     */
    public GivenShare give(NewShare wanted, ResourceServer server, Actor actor) {
        ShareRules rules = limits.rules(wanted, now);
        Share share =
                new Share(
                        newId(),
                        wanted.contents(),
                        wanted.owner(),
                        wanted.recipient(),
                        wanted.label(),
                        wanted.linkForm(),
                        rules,
                        wanted.notices(),
                        ShareProgress.fresh(now));
        ShareCode code = ShareCode.random(random);
        Passcodes passcodes = new Passcodes(session);
        store.insert(share, code.hash(), wanted.passcode().map(passcodes::hash));
        journal.given(share, actor);
        return new GivenShare(share, code, server);
    }

    /** A study token for all of a share, until its end; for links that hold it themselves. */
    public String token(GivenShare given) {
        Share share = given.share();
        ShareRules rules = share.rules();
        Grant grant =
                share.contents()
                        .grant(given.server().clientId(), rules.notBefore(), rules.expires());
        return minter.mint(
                grant,
                share.contents().viewer().tokenType(),
                given.server().clientId(),
                Instant.ofEpochSecond(now.getEpochSecond()),
                share.id());
    }

    public List<Share> find(ShareQuery query) {
        return store.find(query, now);
    }

    public Optional<Share> byId(String id) {
        return store.byId(id);
    }

    /** The share behind a link's code; for its owner, who has just made the link. */
    public Optional<Share> byCode(ShareCode code) {
        return store.byCodeHash(code.hash());
    }

    public ShareState state(Share share) {
        return ShareState.of(share, now);
    }

    /**
     * Takes a share back, with every study token that it gave. Doing it again changes nothing.
     *
     * @param reason why, in the words of whoever does it; cut to 255 characters
     * @return whether it was not revoked before
     * @throws InvalidShareException when the reason is no plain text
     */
    public boolean revoke(Share share, Actor actor, String reason) {
        requireReason(reason);
        String why = reason.length() <= 255 ? reason : reason.substring(0, 255);
        boolean revoked = store.revoke(share.id(), new Revocation(now, actor.name(), why));
        if (revoked) {
            journal.revoked(share, actor, why);
            session.getTransactionManager().enlistAfterCompletion(new Forgetting(share.id()));
        }
        return revoked;
    }

    /**
     * Takes back all shares that a query finds, whatever page it asks for.
     *
     * @return how many were not over before
     */
    public int revokeAll(ShareQuery query, Actor actor, String reason) {
        requireReason(reason);
        int revoked = 0;
        boolean found = true;
        // From the beginning each time, since whatever was found is then revoked: nothing that
        // others do to shares meanwhile makes it miss one.
        while (found) {
            found = false;
            for (ShareState state : ShareState.values()) {
                List<Share> page = state.ended() ? List.of() : find(query.in(state));
                for (Share share : page) {
                    if (revoke(share, actor, reason)) {
                        revoked++;
                        found = true;
                    }
                }
            }
        }
        return revoked;
    }

    private static void requireReason(String reason) {
        if (reason.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidShareException("reason", "must be one line of text");
        }
    }

    /**
     * Lets a share live longer, and be opened more often.
     *
     * @param expires a new end; empty to leave it
     * @param maximumOpens a new number of opens in all; empty to leave it
     * @throws InvalidShareException when it was revoked, or the realm does not allow it
     */
    public void extend(
            Share share, Optional<Instant> expires, Optional<Integer> maximumOpens, Actor actor) {
        requireNotRevoked(share);
        Instant end =
                expires.map(asked -> limits.extended(share, asked, now))
                        .orElse(share.rules().expires());
        Optional<Integer> opens =
                maximumOpens
                        .map(maximum -> ShareLimits.opens(share, maximum))
                        .or(() -> share.rules().maximumOpens());
        store.extend(share.id(), end, opens);
        journal.changed(share, HistoryEntry.Kind.EXTENDED, actor, end.toString());
    }

    /**
     * Gives a share another passcode, or none.
     *
     * @throws InvalidShareException when it was revoked, holds its token in the link, or the realm
     *     does not allow it
     */
    public void changePasscode(Share share, Optional<String> passcode, Actor actor) {
        requireNotRevoked(share);
        if (share.linkForm() == LinkForm.TOKEN) {
            throw new InvalidShareException("passcode", "cannot be asked for by such a link");
        }
        Passcodes passcodes = new Passcodes(session);
        store.setPasscode(share.id(), limits.passcode(passcode).map(passcodes::hash));
        journal.changed(share, HistoryEntry.Kind.PASSCODE_CHANGED, actor, "");
    }

    /** Lets a share be tried again that too many wrong passcodes locked. */
    public void unlock(Share share, Actor actor) {
        requireNotRevoked(share);
        store.clearAttempts(share.id());
        journal.changed(share, HistoryEntry.Kind.UNLOCKED, actor, "");
    }

    /** What happened to a share, newest first. */
    public List<HistoryEntry> history(String shareId) {
        return store.history(shareId, HISTORY);
    }

    private static void requireNotRevoked(Share share) {
        if (share.progress().revocation().isPresent()) {
            throw new InvalidShareException("share", "was revoked");
        }
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** Once the revocation is in the database, this node's next check sees it. */
    private final class Forgetting extends AbstractKeycloakTransaction {
        private final String shareId;

        Forgetting(String shareId) {
            this.shareId = shareId;
        }

        @Override
        protected void commitImpl() {
            known.forget(shareId);
        }

        @Override
        protected void rollbackImpl() {}
    }
}
