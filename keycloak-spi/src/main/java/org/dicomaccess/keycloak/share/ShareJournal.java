package org.dicomaccess.keycloak.share;

import java.time.Instant;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Writes down what happens to shares: into the share's own history, and as an event of Keycloak's.
 * Keycloak knows no events of extensions, so that each is one of its own kinds with the detail
 * {@code dicom_access} saying what it is. Neither holds a name, a study or a code.
 */
final class ShareJournal {
    private static final String WHAT = "dicom_access";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ShareStore store;
    private final Instant now;

    ShareJournal(KeycloakSession session, ShareStore store, Instant now) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.store = store;
        this.now = now;
    }

    void given(Share share, Actor actor) {
        write(share, HistoryEntry.Kind.GIVEN, actor, "");
        event(EventType.GRANT_CONSENT, "share_given", share, actor)
                .detail("studies", Integer.toString(share.contents().studies().size()))
                .detail("viewer", share.contents().viewer().code())
                .success();
    }

    void opened(Share share, Actor actor, String viewer) {
        write(share, HistoryEntry.Kind.OPENED, actor, viewer);
        event(EventType.EXECUTE_ACTION_TOKEN, "share_opened", share, actor)
                .detail("viewer", viewer)
                .success();
    }

    void refused(Share share, Actor actor, OpenRefusal refusal) {
        write(share, kind(refusal), actor, refusal.code());
        event(EventType.EXECUTE_ACTION_TOKEN, "share_refused", share, actor).error(refusal.code());
    }

    /** A code that leads to no share. */
    void unknown(Actor actor) {
        plain(EventType.EXECUTE_ACTION_TOKEN, "share_refused", actor)
                .error(OpenRefusal.UNKNOWN.code());
    }

    void revoked(Share share, Actor actor, String reason) {
        write(share, HistoryEntry.Kind.REVOKED, actor, reason);
        event(EventType.REVOKE_GRANT, "share_revoked", share, actor).success();
    }

    /** Something else that its owner did, for which Keycloak has no event of its own. */
    void changed(Share share, HistoryEntry.Kind kind, Actor actor, String detail) {
        write(share, kind, actor, detail);
        event(EventType.GRANT_CONSENT, "share_" + kind.code(), share, actor).success();
    }

    void codeSent(Share share, Actor actor) {
        write(share, HistoryEntry.Kind.CODE_SENT, actor, "");
    }

    private static HistoryEntry.Kind kind(OpenRefusal refusal) {
        return refusal == OpenRefusal.PASSCODE_WRONG || refusal == OpenRefusal.CODE_WRONG
                ? HistoryEntry.Kind.PASSCODE_FAILED
                : HistoryEntry.Kind.REFUSED;
    }

    private void write(Share share, HistoryEntry.Kind kind, Actor actor, String detail) {
        store.append(
                share.id(),
                new HistoryEntry(
                        now, kind, actor.name(), actor.address(), actor.browser(), detail));
    }

    private EventBuilder event(EventType type, String what, Share share, Actor actor) {
        EventBuilder event = plain(type, what, actor).detail("share_id", share.id());
        ClientModel server = realm.getClientById(share.contents().resourceServer());
        return server == null ? event : event.client(server);
    }

    private EventBuilder plain(EventType type, String what, Actor actor) {
        EventBuilder event =
                new EventBuilder(realm, session, session.getContext().getConnection())
                        .event(type)
                        .detail(WHAT, what);
        actor.userId().ifPresent(event::user);
        return event;
    }
}
