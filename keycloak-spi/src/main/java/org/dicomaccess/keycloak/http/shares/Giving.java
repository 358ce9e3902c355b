package org.dicomaccess.keycloak.http.shares;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.dicomweb.FoundStudies;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.shares.GivingRefusedException.Cause;
import org.dicomaccess.keycloak.mail.EmailAddress;
import org.dicomaccess.keycloak.mail.LinkMail;
import org.dicomaccess.keycloak.mail.MailAllowance;
import org.dicomaccess.keycloak.mail.MailNotSentException;
import org.dicomaccess.keycloak.mail.ShareMails;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.GivenShare;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.NewShare;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareContents;
import org.dicomaccess.keycloak.share.ShareLimits;
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
     * What the resource server shows this person of some studies, before any is shared.
     *
     * @throws GivingRefusedException when it cannot be asked
     */
    public FoundStudies look(ResourceServer server, UserToken user, List<StudyInstanceUid> studies)
            throws GivingRefusedException {
        requireStudies(studies);
        return new StudiesOnServer(access.session()).find(server, user, studies);
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
        requirePermission(user, server);
        if (wanted.actions().contains(Action.DOWNLOAD) && !user.mayDownload(server)) {
            throw new InvalidFieldException("actions", "must not have download: yours have not");
        }
        requireStudies(wanted.studies());
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
                                wanted.notices().leadingTo(myShares())),
                        server,
                        Actor.user(access.session(), user.user()));
        return new GivenLink(given, link(shares, given));
    }

    /**
     * Sends the link of a share to its recipient, in the giver's name.
     *
     * @param link which only whoever gave it just now can know
     * @param message the giver's own words, plain text; empty for none
     * @throws InvalidFieldException when the share is for nobody with an address, the link is none
     *     for the web, or the message is too long
     * @throws MailNotSentException when the realm has no mail server, it did not take it, or the
     *     giver sent too many
     */
    public void send(Share share, URI link, UserModel giver, String message)
            throws MailNotSentException {
        EmailAddress to =
                address(share)
                        .orElseThrow(
                                () ->
                                        new InvalidFieldException(
                                                "recipient", "has no e-mail address"));
        if (!LinkMail.canHold(link)) {
            throw new InvalidFieldException("send_email", "is for links to web pages only");
        }
        if (message.length() > LinkMail.MAX_MESSAGE) {
            throw new InvalidFieldException(
                    "message", "must have %d characters at most".formatted(LinkMail.MAX_MESSAGE));
        }
        // The label is the giver's own, and may say more than the recipient's mailbox should hold.
        LinkMail mail =
                new LinkMail(
                        UserProfiles.name(giver),
                        Optional.empty(),
                        link,
                        share.rules().expires(),
                        share.rules().passcode(),
                        Optional.of(message).filter(text -> !text.isBlank()));
        new MailAllowance(access.session(), "user:" + giver.getId()).take();
        new ShareMails(access.session())
                .link(to, Optional.of(access.session().getContext().resolveLocale(giver)), mail);
    }

    private Optional<EmailAddress> address(Share share) {
        if (share.recipient() instanceof Recipient.Mailbox mailbox) {
            return EmailAddress.of(mailbox.address());
        }
        if (share.recipient() instanceof Recipient.KeycloakUser recipient) {
            UserModel user =
                    access.session().users().getUserById(access.realm(), recipient.userId());
            return Optional.ofNullable(user).map(UserModel::getEmail).flatMap(EmailAddress::of);
        }
        return Optional.empty();
    }

    /**
     * That somebody may give shares of what a resource server has.
     *
     * @throws GivingRefusedException when they may not
     */
    public static void requirePermission(UserToken user, ResourceServer server)
            throws GivingRefusedException {
        if (!user.mayShare(server)) {
            throw notAllowed();
        }
    }

    /**
     * That somebody may give shares of what any resource server has that takes their token. Asked
     * before anything else they sent is read.
     *
     * @throws GivingRefusedException when they may not
     */
    public void requirePermission(UserToken user) throws GivingRefusedException {
        if (ResourceServer.all(access.realm()).filter(user::isFor).noneMatch(user::mayShare)) {
            throw notAllowed();
        }
    }

    /**
     * That the giver of a share may still give it, and so may let it open for longer or for more.
     *
     * @throws GivingRefusedException when they may not, or its resource server is none any more
     */
    public void requirePermission(UserToken user, Share share) throws GivingRefusedException {
        ResourceServer server =
                ResourceServer.ofClient(access.realm(), share.contents().resourceServer())
                        .orElseThrow(Giving::notAllowed);
        requirePermission(user, server);
    }

    private static GivingRefusedException notAllowed() {
        return new GivingRefusedException(
                Cause.NO_PERMISSION, "Sharing needs a role with the permission share");
    }

    /** One search a study: nobody has the image server asked for more than they could share. */
    private void requireStudies(List<StudyInstanceUid> studies) {
        ShareLimits.of(access.settings()).requireStudies(studies.size());
    }

    private URI myShares() {
        return access.frontend().path("pages/shares").build(access.realm().getName());
    }

    private Recipient recipient(WantedShare wanted) {
        if (wanted.recipient().isEmpty()) {
            return new Recipient.Anybody();
        }
        if (wanted.recipient().get() instanceof WantedShare.Addressee.Email email) {
            return new Recipient.Mailbox(
                    EmailAddress.of(email.address())
                            .map(EmailAddress::value)
                            .orElseThrow(
                                    () ->
                                            new InvalidFieldException(
                                                    "recipient.email",
                                                    "must be one person's e-mail address")));
        }
        WantedShare.Addressee.Username named =
                (WantedShare.Addressee.Username) wanted.recipient().get();
        // Not every database takes a null character, even to look for it.
        UserModel user =
                named.name().indexOf('\0') < 0
                        ? access.session().users().getUserByUsername(access.realm(), named.name())
                        : null;
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
