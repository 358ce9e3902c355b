package org.dicomaccess.keycloak.http.pages;

import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareState;
import org.keycloak.models.UserModel;

/** Puts shares into words, with the names of people for their ids. */
final class ShareRows {
    private final DicomAccess access;

    ShareRows(DicomAccess access) {
        this.access = access;
    }

    ShareRow row(Share share) {
        ShareState state = access.shares().state(share);
        return new ShareRow(
                share.id(),
                state.code(),
                share.label(),
                new Giver(access).of(share),
                recipient(share).orElse(null),
                address(share).orElse(null),
                share.contents().studies().size(),
                share.progress().created(),
                share.rules().expires(),
                share.progress().opens(),
                share.rules().maximumOpens().orElse(null),
                share.progress().lastUse().or(() -> share.progress().lastOpen()).orElse(null),
                share.rules().passcode(),
                state.ended(),
                access.frontend()
                        .path("pages/shares/{id}")
                        .build(access.realm().getName(), share.id()));
    }

    private Optional<String> recipient(Share share) {
        if (share.recipient() instanceof Recipient.Mailbox mailbox) {
            return Optional.of(mailbox.address());
        }
        return user(share).map(UserProfiles::name);
    }

    private Optional<String> address(Share share) {
        if (share.recipient() instanceof Recipient.Mailbox mailbox) {
            return Optional.of(mailbox.address());
        }
        return user(share).map(UserModel::getEmail);
    }

    private Optional<UserModel> user(Share share) {
        return share.recipient() instanceof Recipient.KeycloakUser user
                ? Optional.ofNullable(
                        access.session().users().getUserById(access.realm(), user.userId()))
                : Optional.empty();
    }
}
