package org.dicomaccess.keycloak.http.shares;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareState;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A share on the wire; moments are RFC 3339 in UTC, what does not apply is absent.
 *
 * @param url the link; only in the answer that makes it, since nothing else knows it
 * @param email whether it was sent; only where it was asked to be
 */
public record ShareAnswer(
        String id,
        String state,
        @JsonProperty("resource_server") @Nullable String resourceServer,
        List<Study> studies,
        List<String> actions,
        String viewer,
        @JsonProperty("link_form") String linkForm,
        Party owner,
        @Nullable Party recipient,
        String label,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("not_before") Instant notBefore,
        @JsonProperty("expires_at") Instant expiresAt,
        @JsonProperty("maximum_opens") @Nullable Integer maximumOpens,
        boolean passcode,
        @JsonProperty("email_code") boolean emailCode,
        @JsonProperty("notify_on_open") boolean notifyOnOpen,
        @JsonProperty("notify_before_end") boolean notifyBeforeEnd,
        int opens,
        @JsonProperty("last_open_at") @Nullable Instant lastOpenAt,
        @JsonProperty("last_use_at") @Nullable Instant lastUseAt,
        @JsonProperty("failed_attempts") int failedAttempts,
        @Nullable End revoked,
        @Nullable String url,
        @Nullable MailAnswer email) {

    /** A study of a share. */
    public record Study(
            @JsonProperty("study_instance_uid") @Nullable String studyInstanceUid,
            @JsonProperty("orthanc_id") @Nullable String orthancId,
            String level) {}

    /**
     * Who gave a share, or for whom it is.
     *
     * @param type {@code user}, {@code client} or {@code email}
     */
    public record Party(
            String type,
            @Nullable String id,
            @Nullable String username,
            @JsonProperty("client_id") @Nullable String clientId,
            @Nullable String email) {}

    /** How it ended before its time. */
    public record End(Instant at, String by, String reason) {}

    /** A share as it stands now. */
    public static ShareAnswer of(Share share, Instant now, KeycloakSession session) {
        return of(share, now, session, null, null);
    }

    /** A share that was given just now, with the link that is told this once. */
    static ShareAnswer given(
            Share share,
            Instant now,
            KeycloakSession session,
            String url,
            Optional<MailAnswer> email) {
        return of(share, now, session, url, email.orElse(null));
    }

    private static ShareAnswer of(
            Share share,
            Instant now,
            KeycloakSession session,
            @Nullable String url,
            @Nullable MailAnswer email) {
        RealmModel realm = session.getContext().getRealm();
        return new ShareAnswer(
                share.id(),
                ShareState.of(share, now).code(),
                clientId(realm, share.contents().resourceServer()),
                share.contents().studies().stream().map(ShareAnswer::study).toList(),
                share.contents().actions().stream().map(Action::code).sorted().toList(),
                share.contents().viewer().code(),
                share.linkForm().code(),
                owner(share.owner(), session, realm),
                recipient(share.recipient(), session, realm),
                share.label(),
                share.progress().created(),
                share.rules().notBefore(),
                share.rules().expires(),
                share.rules().maximumOpens().orElse(null),
                share.rules().passcode(),
                share.rules().mailsCode(),
                share.notices().firstOpen(),
                share.notices().nearEnd(),
                share.progress().opens(),
                share.progress().lastOpen().orElse(null),
                share.progress().lastUse().orElse(null),
                share.progress().failedAttempts(),
                share.progress()
                        .revocation()
                        .map(end -> new End(end.at(), end.by(), end.reason()))
                        .orElse(null),
                url,
                email);
    }

    private static Study study(SharedStudy study) {
        return new Study(
                study.uid().map(StudyInstanceUid::value).orElse(null),
                study.orthancId().map(OrthancId::value).orElse(null),
                SharedStudy.LEVEL);
    }

    private static Party owner(Owner owner, KeycloakSession session, RealmModel realm) {
        return owner.kind() == Owner.Kind.CLIENT
                ? new Party("client", owner.id(), null, clientId(realm, owner.id()), null)
                : user(owner.id(), session, realm);
    }

    private static @Nullable Party recipient(
            Recipient recipient, KeycloakSession session, RealmModel realm) {
        if (recipient instanceof Recipient.Mailbox mailbox) {
            return new Party("email", null, null, null, mailbox.address());
        }
        return recipient instanceof Recipient.KeycloakUser user
                ? user(user.userId(), session, realm)
                : null;
    }

    private static Party user(String id, KeycloakSession session, RealmModel realm) {
        UserModel user = session.users().getUserById(realm, id);
        return new Party("user", id, user == null ? null : user.getUsername(), null, null);
    }

    private static @Nullable String clientId(RealmModel realm, String id) {
        ClientModel client = realm.getClientById(id);
        return client == null ? null : client.getClientId();
    }
}
