package org.dicomaccess.keycloak.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyTokenMinter;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Opens shares: from the code of a link, and whatever else the share asks for, to a study token.
 * Looking is no open, whoever looks.
 */
public final class ShareOpening {
    /** How long a mailed code is good for. */
    public static final Duration MAILED_CODE_LIFETIME = Duration.ofMinutes(10);

    /** How long somebody has to wait for another mailed code. */
    private static final Duration BETWEEN_MAILED_CODES = Duration.ofMinutes(1);

    /** An archive's link has its token in the query, so it is good for starting and no longer. */
    private static final Duration DOWNLOAD_LIFETIME = Duration.ofMinutes(10);

    private static final int MAILED_CODES_AN_HOUR = 5;
    private static final int MAILED_CODES = 1_000_000;

    private final KeycloakSession session;
    private final RealmSettings settings;
    private final ShareStore store;
    private final StudyTokenMinter minter;
    private final WrongCodes wrongCodes;
    private final SecureRandom random;
    private final Instant now;
    private final ShareJournal journal;

    public ShareOpening(
            KeycloakSession session,
            RealmSettings settings,
            ShareStore store,
            StudyTokenMinter minter,
            WrongCodes wrongCodes,
            SecureRandom random,
            Instant now) {
        this.session = session;
        this.settings = settings;
        this.store = store;
        this.minter = minter;
        this.wrongCodes = wrongCodes;
        this.random = random;
        this.now = now;
        this.journal = new ShareJournal(session, store, now);
    }

    /**
     * What a visitor finds behind a link, before anything is opened or counted.
     *
     * @param signedIn the user who is signed in to Keycloak in this browser, if any
     */
    public Landing look(ShareCode code, Optional<UserModel> signedIn) {
        Actor actor = actor(signedIn);
        if (wrongCodes.tooMany(realmId(), actor.address(), settings.wrongCodes())) {
            return Landing.Closed.of(OpenRefusal.THROTTLED);
        }
        Optional<Share> found = store.byCodeHash(code.hash());
        if (found.isEmpty()) {
            wrongCodes.another(realmId(), actor.address());
            journal.unknown(actor);
            return Landing.Closed.of(OpenRefusal.UNKNOWN);
        }
        Share share = found.get();
        Optional<OpenRefusal> refusal = refusal(share, signedIn);
        Optional<ResourceServer> server = server(share);
        if (refusal.isPresent()) {
            return new Landing.Closed(refusal.get(), Optional.of(share));
        }
        return server.<Landing>map(live -> new Landing.Ready(share, live))
                .orElseGet(() -> new Landing.Closed(OpenRefusal.SERVER_GONE, Optional.of(share)));
    }

    /**
     * Opens a share: the one call that counts.
     *
     * @param viewer what to open it with; one that the share's actions allow
     * @param passcode what was entered; empty when nothing was
     * @param mailedCode the one-time code that was entered; empty when nothing was
     */
    public Opened open(
            ShareCode code,
            Optional<UserModel> signedIn,
            Viewer viewer,
            Optional<String> passcode,
            Optional<String> mailedCode) {
        Landing landing = look(code, signedIn);
        if (landing instanceof Landing.Closed closed) {
            closed.share().ifPresent(share -> note(share, closed.refusal(), signedIn));
            return new Opened.Refused(closed.refusal());
        }
        Landing.Ready ready = (Landing.Ready) landing;
        Share share = ready.share();
        Optional<OpenRefusal> refusal =
                viewerRefused(share, viewer)
                        .or(() -> secretRefused(share, passcode, mailedCode))
                        .or(() -> openRefused(share));
        if (refusal.isPresent()) {
            note(share, refusal.get(), signedIn);
            return new Opened.Refused(refusal.get());
        }
        journal.opened(share, actor(signedIn), viewer.code());
        return granted(share, ready.server(), viewer);
    }

    /**
     * A one-time code to be sent to the share's recipient.
     *
     * @return empty when the share asks for none, is not open, or enough were sent lately: nobody's
     *     mailbox is to be filled by whoever has a link
     */
    public Optional<String> newMailedCode(Share share, Optional<UserModel> signedIn) {
        boolean asked = share.rules().mailsCode() && ShareState.of(share, now) == ShareState.ACTIVE;
        if (!asked || mailedLately(share) >= MAILED_CODES_AN_HOUR) {
            return Optional.empty();
        }
        String code = "%06d".formatted(random.nextInt(MAILED_CODES));
        MailedCode mailed = new MailedCode(hashed(share, code), now);
        if (!store.replaceMailedCode(share.id(), mailed, now.minus(BETWEEN_MAILED_CODES))) {
            return Optional.empty();
        }
        journal.codeSent(share, actor(signedIn));
        return Optional.of(code);
    }

    /** The mail server did not take it: each try keeps it waiting, and this server too. */
    public void codeNotSent(Optional<UserModel> signedIn) {
        wrongCodes.another(realmId(), actor(signedIn).address());
    }

    private long mailedLately(Share share) {
        return store.count(share.id(), HistoryEntry.Kind.CODE_SENT, now.minus(Duration.ofHours(1)));
    }

    /**
     * Refused attempts count as wrong codes do: the history of a share is not for strangers to
     * fill.
     */
    private void note(Share share, OpenRefusal refusal, Optional<UserModel> signedIn) {
        Actor actor = actor(signedIn);
        wrongCodes.another(realmId(), actor.address());
        journal.refused(share, actor, refusal);
    }

    /** For a user's share nobody else learns more than that somebody has to sign in. */
    private Optional<OpenRefusal> refusal(Share share, Optional<UserModel> signedIn) {
        if (share.linkForm() == LinkForm.TOKEN) {
            return Optional.of(OpenRefusal.UNKNOWN);
        }
        if (share.recipient() instanceof Recipient.KeycloakUser user) {
            if (signedIn.isEmpty()) {
                return Optional.of(OpenRefusal.SIGN_IN_NEEDED);
            }
            if (!signedIn.get().getId().equals(user.userId())) {
                return Optional.of(OpenRefusal.OTHER_USER);
            }
        }
        ShareState state = ShareState.of(share, now);
        return state == ShareState.ACTIVE ? Optional.empty() : Optional.of(OpenRefusal.of(state));
    }

    private static Optional<OpenRefusal> viewerRefused(Share share, Viewer viewer) {
        return share.contents().allows(viewer.needs())
                ? Optional.empty()
                : Optional.of(OpenRefusal.VIEWER_UNKNOWN);
    }

    private Optional<OpenRefusal> secretRefused(
            Share share, Optional<String> passcode, Optional<String> mailedCode) {
        if (share.rules().passcode() && passcode.isEmpty()) {
            return Optional.of(OpenRefusal.PASSCODE_MISSING);
        }
        if (share.rules().mailsCode() && mailedCode.isEmpty()) {
            return Optional.of(OpenRefusal.CODE_MISSING);
        }
        if (!share.rules().passcode() && !share.rules().mailsCode()) {
            return Optional.empty();
        }
        if (!store.countAttempt(share.id())) {
            return Optional.of(OpenRefusal.LOCKED);
        }
        if (share.rules().passcode() && !passcodeMatches(share, passcode.orElse(""))) {
            return Optional.of(OpenRefusal.PASSCODE_WRONG);
        }
        if (share.rules().mailsCode() && !mailedCodeMatches(share, mailedCode.orElse(""))) {
            return Optional.of(OpenRefusal.CODE_WRONG);
        }
        store.clearAttempts(share.id());
        return Optional.empty();
    }

    private boolean passcodeMatches(Share share, String passcode) {
        Passcodes passcodes = new Passcodes(session);
        return store.passcodeHash(share.id())
                .filter(stored -> passcodes.matches(passcode, stored))
                .isPresent();
    }

    private boolean mailedCodeMatches(Share share, String code) {
        boolean matches =
                store.mailedCode(share.id())
                        .filter(sent -> now.isBefore(sent.sentAt().plus(MAILED_CODE_LIFETIME)))
                        .filter(sent -> same(sent.hash(), hashed(share, code.strip())))
                        .isPresent();
        if (matches) {
            // One time means once.
            store.forgetMailedCode(share.id());
        }
        return matches;
    }

    private Optional<OpenRefusal> openRefused(Share share) {
        if (store.countOpen(share.id(), now)) {
            return Optional.empty();
        }
        // Something changed since it was read a moment ago.
        return store.byId(share.id())
                .map(changed -> ShareState.of(changed, now))
                .filter(state -> state != ShareState.ACTIVE)
                .map(OpenRefusal::of)
                .or(() -> Optional.of(OpenRefusal.UNKNOWN));
    }

    private Opened granted(Share share, ResourceServer server, Viewer viewer) {
        Instant issuedAt = Instant.ofEpochSecond(now.getEpochSecond());
        Duration longest =
                viewer == Viewer.DOWNLOAD
                        ? shorter(DOWNLOAD_LIFETIME, settings.openedLifetime())
                        : settings.openedLifetime();
        Instant end = issuedAt.plus(longest);
        Instant expires = end.isBefore(share.rules().expires()) ? end : share.rules().expires();
        String token =
                minter.mint(
                        share.contents().grant(server.clientId(), viewer, issuedAt, expires),
                        viewer.tokenType(),
                        server.clientId(),
                        issuedAt,
                        share.id());
        return new Opened.Granted(share, server, viewer, token, expires);
    }

    private String realmId() {
        return session.getContext().getRealm().getId();
    }

    private Optional<ResourceServer> server(Share share) {
        return ResourceServer.ofClient(
                session.getContext().getRealm(), share.contents().resourceServer());
    }

    private Actor actor(Optional<UserModel> signedIn) {
        return signedIn.map(user -> Actor.user(session, user))
                .orElseGet(() -> Actor.stranger(session));
    }

    /** With the share's id, so that one code fits one share. */
    private static String hashed(Share share, String code) {
        return ShareCode.digest(share.id() + ":" + code);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
