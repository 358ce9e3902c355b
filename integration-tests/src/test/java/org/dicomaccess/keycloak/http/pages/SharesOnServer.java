package org.dicomaccess.keycloak.http.pages;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.GivenShare;
import org.dicomaccess.keycloak.share.KnownShares;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.NewShare;
import org.dicomaccess.keycloak.share.Notices;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareCode;
import org.dicomaccess.keycloak.share.ShareContents;
import org.dicomaccess.keycloak.share.ShareLimits;
import org.dicomaccess.keycloak.share.ShareOpening;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.dicomaccess.keycloak.share.Shares;
import org.dicomaccess.keycloak.share.WrongCodes;
import org.dicomaccess.keycloak.share.jpa.JpaShareStandings;
import org.dicomaccess.keycloak.share.jpa.JpaShareStore;
import org.dicomaccess.keycloak.share.jpa.JpaShareUpkeep;
import org.dicomaccess.keycloak.token.StudyTokenMinter;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.testframework.remote.providers.runonserver.FetchOnServer;

/** Shares as the server itself makes, changes and sees them. It is loaded there. */
final class SharesOnServer {
    private static final String STUDY = "2.25.1001";

    private SharesOnServer() {}

    /** The code of the new share's link. */
    static FetchOnServer given(Wish wish) {
        return session -> {
            RealmModel realm = session.getContext().getRealm();
            ResourceServer server = ResourceServer.find(realm, wish.resourceServer()).orElseThrow();
            GivenShare given =
                    shares(session).give(newShare(session, wish, server), server, Actor.SYSTEM);
            return given.code().value();
        };
    }

    static FetchOnServer revoked(String code) {
        return session ->
                Boolean.toString(
                        shares(session).revoke(share(session, code), Actor.SYSTEM, "a test"));
    }

    /** All of the realm, as when the realm itself is removed. */
    static FetchOnServer removed() {
        return session -> {
            new JpaShareUpkeep(session, session.getContext().getRealm().getId()).removeAll();
            return "";
        };
    }

    static FetchOnServer opens(String code) {
        return session -> Integer.toString(share(session, code).progress().opens());
    }

    static FetchOnServer failedAttempts(String code) {
        return session -> Integer.toString(share(session, code).progress().failedAttempts());
    }

    /** The one-time code that the recipient would be sent. */
    static FetchOnServer mailedCode(String code) {
        return session ->
                opening(session, now())
                        .newMailedCode(share(session, code), Optional.empty())
                        .orElse("");
    }

    /** Whether codes were sent, every two minutes, among many attempts without one. */
    static FetchOnServer mailedAmongRefusals(String code) {
        return session -> {
            StringBuilder sent = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                ShareOpening later = opening(session, now().plusSeconds(120L * i));
                sent.append(later.newMailedCode(share(session, code), Optional.empty()).isPresent())
                        .append(' ');
                for (int refused = 0; refused < 25; refused++) {
                    later.open(
                            new ShareCode(code),
                            Optional.empty(),
                            Viewer.OHIF,
                            Optional.empty(),
                            Optional.empty());
                }
            }
            return sent.toString().strip();
        };
    }

    private static ShareOpening opening(KeycloakSession session, Instant now) {
        return new ShareOpening(
                session,
                new RealmSettings(session.getContext().getRealm()),
                store(session),
                new StudyTokenMinter(session, new SecureRandom()),
                new WrongCodes(session),
                new SecureRandom(),
                now);
    }

    /** The kinds of what happened to a share, newest first, separated by spaces. */
    static FetchOnServer history(String code) {
        return session -> {
            StringBuilder kinds = new StringBuilder();
            shares(session)
                    .history(share(session, code).id())
                    .forEach(entry -> kinds.append(entry.kind().code()).append(' '));
            return kinds.toString().strip();
        };
    }

    private static Share share(KeycloakSession session, String code) {
        return shares(session).byCode(new ShareCode(code)).orElseThrow();
    }

    private static NewShare newShare(KeycloakSession session, Wish wish, ResourceServer server) {
        return new NewShare(
                new ShareContents(
                        server.client().getId(),
                        List.of(SharedStudy.of(new StudyInstanceUid(STUDY))),
                        Set.of(Action.READ),
                        Viewer.OHIF),
                wish.owner().isEmpty()
                        ? Owner.client(server.client().getId())
                        : Owner.user(userId(session, wish.owner())),
                recipient(session, wish),
                wish.label(),
                wish.tokenInLink() ? LinkForm.TOKEN : LinkForm.OPAQUE,
                Optional.of(now().plusSeconds(wish.from())),
                Optional.of(now().plusSeconds(wish.until())),
                wish.maximumOpens() == 0 ? Optional.empty() : Optional.of(wish.maximumOpens()),
                wish.passcode().isEmpty() ? Optional.empty() : Optional.of(wish.passcode()),
                wish.mailsCode(),
                Notices.NONE);
    }

    private static Recipient recipient(KeycloakSession session, Wish wish) {
        if (!wish.user().isEmpty()) {
            return new Recipient.KeycloakUser(userId(session, wish.user()));
        }
        return wish.email().isEmpty()
                ? new Recipient.Anybody()
                : new Recipient.Mailbox(wish.email());
    }

    private static String userId(KeycloakSession session, String username) {
        return session.users().getUserByUsername(session.getContext().getRealm(), username).getId();
    }

    private static Shares shares(KeycloakSession session) {
        return new Shares(
                session,
                ShareLimits.of(new RealmSettings(session.getContext().getRealm())),
                store(session),
                new KnownShares(new JpaShareStandings()),
                new StudyTokenMinter(session, new SecureRandom()),
                new SecureRandom(),
                now());
    }

    private static JpaShareStore store(KeycloakSession session) {
        return new JpaShareStore(session, session.getContext().getRealm().getId());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
