package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.InvalidUidException;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.dicomweb.FoundStudies;
import org.dicomaccess.keycloak.dicomweb.FoundStudy;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.shares.GivenLink;
import org.dicomaccess.keycloak.http.shares.Giving;
import org.dicomaccess.keycloak.http.shares.GivingRefusedException;
import org.dicomaccess.keycloak.mail.MailNotSentException;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.InvalidShareException;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareCode;
import org.dicomaccess.keycloak.share.ShareContents;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.dicomaccess.keycloak.viewer.ViewerLinks;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code pages/share?study=UID&study=UID[&server=client id]}: gives a share of these studies, and
 * shows its link. Image viewers and Orthanc Explorer 2 lead here.
 */
public final class SharePage extends PersonPage {
    private static final Logger LOG = Logger.getLogger(SharePage.class);
    private static final List<Integer> DAYS = List.of(1, 3, 7, 14, 30, 90, 180, 365);

    private final Giving giving;

    public SharePage(DicomAccess access) {
        super(access);
        this.giving = new Giving(access);
    }

    @Override
    Reply show(Visit visit, Person person) {
        return guarded(visit, person, subject -> form(person, subject, Map.of(), null));
    }

    @Override
    Reply take(Visit visit, Person person, Form form) throws InvalidFormException {
        return switch (form.text("do").orElse("")) {
            case "give" -> {
                ShareForm entered = new ShareForm(form);
                Map<String, String> kept = entered.entered();
                yield guarded(visit, person, subject -> give(person, subject, entered, kept));
            }
            case "send" -> send(person, form);
            default -> throw new InvalidFormException(Status.BAD_REQUEST, "do is unknown");
        };
    }

    private Reply give(Person person, Subject subject, ShareForm entered, Map<String, String> kept)
            throws GivingRefusedException, InvalidFormException {
        try {
            GivenLink given =
                    giving.give(
                            entered.wanted(subject.uids(), access().now()),
                            person.token(),
                            subject.server());
            return given(person, given.given().share(), given.url(), null, "", null);
        } catch (InvalidShareException e) {
            return form(person, subject, kept, Complaint.of(e));
        } catch (InvalidFieldException e) {
            return form(person, subject, kept, Complaint.of(e));
        }
    }

    /** Only who has the link can send it: it is kept nowhere else. */
    private Reply send(Person person, Form form) throws InvalidFormException {
        String link = form.text("link").orElse("");
        Optional<Share> share =
                access().shares()
                        .byCode(new ShareCode(link.substring(link.lastIndexOf('/') + 1)))
                        .filter(found -> found.owner().equals(person.asOwner()));
        if (share.isEmpty() || !link.equals(access().shareLink(code(link)).toString())) {
            throw new InvalidFormException(Status.BAD_REQUEST, "link is none of theirs");
        }
        String message = form.text("message").orElse("");
        try {
            giving.send(share.get(), URI.create(link), person.user(), message);
            return given(person, share.get(), link, true, "", null);
        } catch (InvalidFieldException e) {
            return given(person, share.get(), link, null, message, Complaint.of(e));
        } catch (MailNotSentException e) {
            LOG.warn(e.details());
            return given(person, share.get(), link, false, message, null);
        }
    }

    private static ShareCode code(String link) {
        return new ShareCode(link.substring(link.lastIndexOf('/') + 1));
    }

    private Page given(
            Person person,
            Share share,
            String link,
            @Nullable Boolean sent,
            String message,
            @Nullable Complaint complaint) {
        ShareRow row = new ShareRows(access()).row(share);
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("dicomAccessPageStudies", Integer.toString(row.studies())));
        facts.add(Fact.of("dicomAccessPageUntil", share.rules().expires()));
        if (row.recipient() != null) {
            facts.add(Fact.of("dicomAccessPageRecipient", row.recipient()));
        }
        return Page.of(
                complaint == null ? Status.OK : Status.BAD_REQUEST,
                "given",
                new GivenModel(
                        menu(person),
                        List.copyOf(facts),
                        link,
                        QrCode.of(link),
                        share.id(),
                        page("shares/" + share.id()),
                        share.rules().passcode(),
                        row.mailTo(),
                        sent,
                        message,
                        complaint));
    }

    private Page form(
            Person person,
            Subject subject,
            Map<String, String> entered,
            @Nullable Complaint complaint) {
        RealmSettings settings = access().settings();
        List<Integer> days = days(settings.shareMaximumLifetime());
        boolean download = settings.shareDownload() && person.token().mayDownload(subject.server());
        List<String> viewers = viewers(subject, download);
        if (viewers.isEmpty()) {
            return Page.of(Status.SERVICE_UNAVAILABLE, Notice.of("NoViewerHere"));
        }
        return Page.of(
                complaint == null ? Status.OK : Status.BAD_REQUEST,
                "share",
                new ShareFormModel(
                        menu(person),
                        subject.rows(),
                        viewers,
                        days,
                        usual(days, settings.shareLifetime()),
                        settings.sharePasscodeRequired(),
                        download,
                        entered,
                        complaint));
    }

    private static List<Integer> days(Duration longest) {
        return DAYS.stream().filter(days -> days <= longest.toDays()).toList();
    }

    private static int usual(List<Integer> days, Duration usual) {
        return days.stream()
                .filter(choice -> choice <= Math.max(1, usual.toDays()))
                .reduce((one, next) -> next)
                .orElse(1);
    }

    private List<String> viewers(Subject subject, boolean download) {
        ShareContents contents =
                new ShareContents(
                        subject.server().client().getId(),
                        subject.studies(),
                        download ? Set.of(Action.READ, Action.DOWNLOAD) : Set.of(Action.READ),
                        Viewer.OHIF);
        ViewerLinks links = new ViewerLinks(subject.server());
        return Arrays.stream(Viewer.values())
                .filter(viewer -> contents.allows(viewer.needs()))
                .filter(
                        viewer ->
                                links.missing(
                                                viewer,
                                                contents.grant(
                                                        subject.server().clientId(),
                                                        access().now(),
                                                        access().now().plusSeconds(1)))
                                        .isEmpty())
                .map(Viewer::code)
                .toList();
    }

    /** The studies that the address names, or why they cannot be shared. */
    private Reply guarded(Visit visit, Person person, Step step) {
        try {
            Optional<Subject> subject = subject(visit, person);
            return subject.isPresent()
                    ? step.take(subject.get())
                    : Page.of(Status.FORBIDDEN, Notice.of("StudyNotSeen"));
        } catch (InvalidFormException e) {
            return Page.of(e.status(), Notice.of("BadForm"));
        } catch (InvalidUidException | InvalidFieldException e) {
            return Page.of(Status.BAD_REQUEST, Notice.of("NotShareable"));
        } catch (GivingRefusedException e) {
            return refused(e);
        }
    }

    /** What the address names; nothing when the image server does not show all of it. */
    private Optional<Subject> subject(Visit visit, Person person) throws GivingRefusedException {
        ResourceServer server = giving.server(person.token(), visit.query("server"));
        Giving.requirePermission(person.token(), server);
        List<StudyInstanceUid> uids =
                visit.queries("study").stream().map(StudyInstanceUid::new).distinct().toList();
        if (uids.isEmpty() || uids.size() > access().settings().shareMaximumStudies()) {
            throw new InvalidFieldException("study", "must be there, and not too often");
        }
        if (server.sharesUnseen()) {
            return Optional.of(
                    new Subject(
                            server,
                            uids,
                            uids.stream().map(SharedStudy::of).toList(),
                            uids.stream().map(StudyRow::of).toList()));
        }
        FoundStudies found = giving.look(server, person.token(), uids);
        if (!found.complete()) {
            return Optional.empty();
        }
        return Optional.of(
                new Subject(
                        server,
                        uids,
                        found.found().stream().map(SharePage::shared).toList(),
                        found.found().stream().map(StudyRow::of).toList()));
    }

    private static SharedStudy shared(FoundStudy study) {
        return new SharedStudy(Optional.of(study.uid()), Optional.of(study.orthancId()));
    }

    private static Page refused(GivingRefusedException refused) {
        LOG.debugf("Not shared: %s", refused.getMessage());
        return switch (refused.refusal()) {
            case NO_PERMISSION -> Page.of(Status.FORBIDDEN, Notice.of("MayNotShare"));
            case SERVER_UNKNOWN -> Page.of(Status.FORBIDDEN, Notice.of("ServerUnknown"));
            case STUDY_NOT_FOUND -> Page.of(Status.FORBIDDEN, Notice.of("StudyNotSeen"));
            case SERVER_UNREACHABLE ->
                    Page.of(
                            Status.SERVICE_UNAVAILABLE,
                            Notice.of("ServerAway", String.valueOf(refused.getMessage())));
        };
    }

    /** What is to be shared. */
    private record Subject(
            ResourceServer server,
            List<StudyInstanceUid> uids,
            List<SharedStudy> studies,
            List<StudyRow> rows) {}

    /** What to do with it. */
    private interface Step {
        Reply take(Subject subject) throws GivingRefusedException, InvalidFormException;
    }
}
