package org.dicomaccess.keycloak.share.jpa;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.share.HistoryEntry;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.Notices;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.Revocation;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareContents;
import org.dicomaccess.keycloak.share.ShareProgress;
import org.dicomaccess.keycloak.share.ShareRules;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.jspecify.annotations.Nullable;

/** Records as rows, and rows as records. */
final class ShareRows {
    private static final String ANYBODY = "anybody";
    private static final String MAILBOX = "email";
    private static final String KEYCLOAK_USER = "user";

    private ShareRows() {}

    static ShareEntity row(
            String realmId, Share share, String codeHash, Optional<String> passcodeHash) {
        ShareEntity row = new ShareEntity();
        row.id = share.id();
        row.realmId = realmId;
        row.codeHash = codeHash;
        row.clientId = share.contents().resourceServer();
        row.actions = words(share.contents().actions());
        row.viewer = share.contents().viewer().code();
        row.linkForm = share.linkForm().code();
        row.ownerKind = share.owner().kind().code();
        row.ownerId = share.owner().id();
        Recipient recipient = share.recipient();
        if (recipient instanceof Recipient.Mailbox mailbox) {
            row.recipientKind = MAILBOX;
            row.recipient = mailbox.address();
        } else if (recipient instanceof Recipient.KeycloakUser user) {
            row.recipientKind = KEYCLOAK_USER;
            row.recipient = user.userId();
        } else {
            row.recipientKind = ANYBODY;
        }
        row.label = share.label();
        row.created = share.progress().created().toEpochMilli();
        row.notBefore = share.rules().notBefore().toEpochMilli();
        row.expires = share.rules().expires().toEpochMilli();
        row.maximumOpens = share.rules().maximumOpens().orElse(null);
        row.opens = share.progress().opens();
        row.opensLeft =
                share.rules()
                        .maximumOpens()
                        .map(most -> Math.max(0, most - row.opens))
                        .orElse(null);
        row.unusedSince = share.owner().kind() == Owner.Kind.CLIENT ? row.created : null;
        row.failedAttempts = share.progress().failedAttempts();
        row.passcodeHash = passcodeHash.orElse(null);
        row.mailsCode = share.rules().mailsCode();
        row.noticeOpen = share.notices().firstOpen();
        row.noticeEnd = share.notices().nearEnd();
        row.noticeLink =
                share.notices()
                        .leadTo()
                        .map(URI::toString)
                        .filter(link -> link.length() <= 255)
                        .orElse(null);
        return row;
    }

    static List<SharedStudyEntity> studyRows(String realmId, Share share) {
        List<SharedStudyEntity> rows = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        for (SharedStudy study : share.contents().studies()) {
            SharedStudyEntity row = new SharedStudyEntity();
            row.shareId = share.id();
            row.place = rows.size();
            row.realmId = realmId;
            row.ownerId = share.owner().id();
            row.level = SharedStudy.LEVEL;
            row.studyUid = study.uid().map(StudyInstanceUid::value).orElse(null);
            row.orthancId = study.orthancId().map(OrthancId::value).orElse(null);
            if (row.studyUid != null && listed.add(row.studyUid)) {
                row.listed = share.progress().created().toEpochMilli();
            }
            rows.add(row);
        }
        return rows;
    }

    static Share share(ShareEntity row, List<SharedStudyEntity> studies) {
        return new Share(
                row.id,
                new ShareContents(
                        row.clientId,
                        studies.stream().map(ShareRows::study).toList(),
                        actions(row.actions),
                        known(Viewer.ofCode(row.viewer), row.viewer)),
                new Owner(known(Owner.Kind.ofCode(row.ownerKind), row.ownerKind), row.ownerId),
                recipient(row),
                text(row.label),
                known(LinkForm.ofCode(row.linkForm), row.linkForm),
                new ShareRules(
                        Instant.ofEpochMilli(row.notBefore),
                        Instant.ofEpochMilli(row.expires),
                        Optional.ofNullable(row.maximumOpens),
                        row.passcodeHash != null,
                        row.mailsCode),
                new Notices(
                        row.noticeOpen,
                        row.noticeEnd,
                        Optional.ofNullable(row.noticeLink).map(URI::create)),
                new ShareProgress(
                        Instant.ofEpochMilli(row.created),
                        row.opens,
                        instant(row.lastOpen),
                        instant(row.lastUse),
                        row.failedAttempts,
                        instant(row.revokedAt)
                                .map(
                                        at ->
                                                new Revocation(
                                                        at,
                                                        text(row.revokedBy),
                                                        text(row.revokedWhy)))));
    }

    static HistoryEntity row(String realmId, String id, String shareId, HistoryEntry entry) {
        HistoryEntity row = new HistoryEntity();
        row.id = id;
        row.realmId = realmId;
        row.shareId = shareId;
        row.happened = entry.at().toEpochMilli();
        row.kind = entry.kind().code();
        row.actor = cut(entry.by(), 255);
        row.address = cut(entry.address(), 64);
        row.browser = cut(entry.browser(), 255);
        row.detail = cut(entry.detail(), 255);
        return row;
    }

    static HistoryEntry entry(HistoryEntity row) {
        return new HistoryEntry(
                Instant.ofEpochMilli(row.happened),
                known(HistoryEntry.Kind.ofCode(row.kind), row.kind),
                text(row.actor),
                text(row.address),
                text(row.browser),
                text(row.detail));
    }

    private static SharedStudy study(SharedStudyEntity row) {
        return new SharedStudy(
                Optional.ofNullable(row.studyUid).map(StudyInstanceUid::new),
                Optional.ofNullable(row.orthancId).map(OrthancId::new));
    }

    private static Recipient recipient(ShareEntity row) {
        return switch (row.recipientKind) {
            case MAILBOX -> new Recipient.Mailbox(text(row.recipient));
            case KEYCLOAK_USER -> new Recipient.KeycloakUser(text(row.recipient));
            case ANYBODY -> new Recipient.Anybody();
            default -> throw unknown(row.recipientKind);
        };
    }

    private static String words(Set<Action> actions) {
        return actions.stream().map(Action::code).sorted().collect(Collectors.joining(" "));
    }

    private static Set<Action> actions(String words) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (String word : words.split(" ", -1)) {
            actions.add(known(Action.ofCode(word), word));
        }
        return actions;
    }

    private static Optional<Instant> instant(@Nullable Long millis) {
        return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    /** A word that this version did not write: nothing is granted on a guess. */
    private static <T> T known(Optional<T> value, String word) {
        return value.orElseThrow(() -> unknown(word));
    }

    private static IllegalStateException unknown(String word) {
        return new IllegalStateException("a newer version wrote '" + word + "' into the database");
    }
}
