package org.dicomaccess.keycloak.http.shares;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.shares.GivingRefusedException.Cause;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.GivenShare;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.NewShare;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.ShareContents;
import org.dicomaccess.keycloak.share.ShareRules;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.dicomaccess.keycloak.share.Shares;
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.viewer.ViewerLinks;
import org.keycloak.models.UserModel;

/**
 * Gives shares in the name of a person: who may share, what they may share, and the link. The same
 * for REST and for the pages.
 */
public final class Giving {
    private final DicomAccess access;
    private final SightedStudies sighted;

    public Giving(DicomAccess access) {
        this(access, new StudiesOnServer(access.session()));
    }

    Giving(DicomAccess access, SightedStudies sighted) {
        this.access = access;
        this.sighted = sighted;
    }

    /**
     * The resource server of this client id.
     *
     * @param clientId empty when the caller named none: then the only one that takes their token
     * @throws GivingRefusedException when there is no such server for this user
     */
    public ResourceServer server(UserToken user, Optional<String> clientId)
            throws GivingRefusedException {
        List<ResourceServer> taking =
                clientId.map(id -> access.resourceServer(id).stream())
                        .orElseGet(() -> ResourceServer.all(access.realm()))
                        .filter(user::isFor)
                        .toList();
        if (taking.size() > 1) {
            throw new InvalidFieldException("resource_server", "must say which of several");
        }
        if (taking.isEmpty()) {
            throw new GivingRefusedException(
                    Cause.SERVER_UNKNOWN, "There is no such resource server for this token");
        }
        return taking.get(0);
    }

    /**
     * Gives a share.
     *
     * @throws GivingRefusedException when this person cannot give it, or not now
     * @throws org.dicomaccess.keycloak.share.InvalidShareException when the realm does not allow
     *     such a share
     */
    public GivenLink give(WantedShare wanted, UserToken user, ResourceServer server)
            throws GivingRefusedException {
        requirePermission(user);
        List<SharedStudy> studies = sighted.seen(server, user, wanted.studies());
        ShareContents contents =
                new ShareContents(
                        server.client().getId(), studies, wanted.actions(), wanted.viewer());
        requireOpenable(contents, server);
        Shares shares = access.shares();
        GivenShare given =
                shares.give(
                        new NewShare(
                                contents,
                                Owner.user(user.user().getId()),
                                recipient(wanted),
                                wanted.label(),
                                wanted.linkForm(),
                                wanted.notBefore(),
                                wanted.expires(),
                                wanted.maximumOpens(),
                                wanted.passcode(),
                                wanted.mailsCode(),
                                wanted.notices()),
                        server,
                        Actor.user(access.session(), user.user()));
        return new GivenLink(given, link(shares, given));
    }

    /**
     * That somebody may give shares at all.
     *
     * @throws GivingRefusedException when they may not
     */
    public static void requirePermission(UserToken user) throws GivingRefusedException {
        if (!user.mayShare()) {
            throw new GivingRefusedException(
                    Cause.NO_PERMISSION, "Sharing needs a role with the permission share");
        }
    }

    private Recipient recipient(WantedShare wanted) {
        if (wanted.recipient().isEmpty()) {
            return new Recipient.Anybody();
        }
        if (wanted.recipient().get() instanceof WantedShare.Addressee.Email email) {
            return new Recipient.Mailbox(email.address());
        }
        WantedShare.Addressee.Username named =
                (WantedShare.Addressee.Username) wanted.recipient().get();
        UserModel user = access.session().users().getUserByUsername(access.realm(), named.name());
        if (user == null || !user.isEnabled()) {
            throw new InvalidFieldException("recipient.username", "is no user here");
        }
        return new Recipient.KeycloakUser(user.getId());
    }

    /** Before anything is recorded: a share that nothing opens would only be found out later. */
    private void requireOpenable(ShareContents contents, ResourceServer server) {
        Grant grant = contents.grant(server.clientId(), access.now(), access.now().plusSeconds(1));
        new ViewerLinks(server)
                .missing(contents.viewer(), grant)
                .ifPresent(
                        missing -> {
                            throw new InvalidFieldException("viewer", missing);
                        });
    }

    private String link(Shares shares, GivenShare given) {
        if (given.share().linkForm() == LinkForm.OPAQUE) {
            return access.shareLink(given.code()).toString();
        }
        String token = shares.token(given);
        if (token.length() > RawStudyToken.MAX_LENGTH) {
            access.undo();
            throw new InvalidFieldException("studies", "are more than one token can carry");
        }
        ShareContents contents = given.share().contents();
        ShareRules rules = given.share().rules();
        return new ViewerLinks(given.server())
                .link(
                        contents.viewer(),
                        contents.grant(
                                given.server().clientId(), rules.notBefore(), rules.expires()),
                        token)
                .orElseThrow();
    }
}
