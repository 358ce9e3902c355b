package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.dicomaccess.keycloak.share.Landing;
import org.dicomaccess.keycloak.share.OpenRefusal;
import org.dicomaccess.keycloak.share.Opened;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareCode;
import org.dicomaccess.keycloak.share.ShareOpening;
import org.dicomaccess.keycloak.share.ShareState;
import org.dicomaccess.keycloak.share.WrongCodes;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * {@code s/{code}}: where a share link leads. GET shows what was shared and what is asked for, and
 * counts as nothing, since scanners of mail and previews of links fetch it; the person's POST opens
 * it and goes on to the viewer.
 *
 * <p>Answers 200 for a share that can be opened, 303 to the viewer or to the sign-in page, 404 for
 * a code without a share, 410 for one that is over or used up, 403 for one that is closed to this
 * person or at this time and for a wrong passcode or code, 400 for a missing one, 429 with the
 * seconds to wait, 503 when the image server or a setting is missing.
 */
public final class LandingResource extends PageResource {
    private static final String DO = "do";
    private static final String SEND_CODE = "send-code";
    private static final String DOWNLOAD = "download";
    private static final String VIEWER = "viewer";
    private static final String PASSCODE = "passcode";
    private static final String MAILED_CODE = "mailed-code";

    private final DicomAccess access;
    private final ShareCode code;

    public LandingResource(DicomAccess access, String code) {
        super(access, true);
        this.access = access;
        this.code = new ShareCode(code);
    }

    @Override
    Reply show(Visit visit) {
        Landing landing = access.shareOpening().look(code, visit.user());
        if (landing instanceof Landing.Closed closed) {
            return closed(closed, visit);
        }
        Landing.Ready ready = (Landing.Ready) landing;
        Optional<Reply> returned =
                ready.share().recipient() instanceof Recipient.KeycloakUser
                        ? new SignIn(access).returned(visit, visit.signedIn().isPresent(), here())
                        : Optional.empty();
        return returned.orElseGet(() -> page(Status.OK, ready, null, null, null));
    }

    @Override
    Reply take(Visit visit, Form form) throws InvalidFormException {
        String what = form.text(DO).orElse("open");
        return switch (what) {
            case SEND_CODE -> sendCode(visit);
            case "open" -> open(visit, form, form.text(VIEWER));
            case DOWNLOAD -> open(visit, form, Optional.of(Viewer.DOWNLOAD.code()));
            default -> throw new InvalidFormException(Status.BAD_REQUEST, DO + " is unknown");
        };
    }

    private Reply sendCode(Visit visit) {
        ShareOpening opening = access.shareOpening();
        Landing landing = opening.look(code, visit.user());
        if (landing instanceof Landing.Closed closed) {
            return closed(closed, visit);
        }
        Landing.Ready ready = (Landing.Ready) landing;
        if (!(ready.share().recipient() instanceof Recipient.Mailbox mailbox)) {
            return page(Status.OK, ready, null, null, null);
        }
        Optional<String> oneTime = opening.newMailedCode(ready.share(), visit.user());
        if (oneTime.isEmpty()) {
            return page(Status.OK, ready, null, "dicomAccessPageCodeSentBefore", null);
        }
        boolean sent =
                new CodeMail(access)
                        .sent(
                                mailbox.address(),
                                new PageLanguage(access.session()).of(visit.user()),
                                oneTime.get());
        if (!sent) {
            // A code that nobody got must not keep anybody from asking for another one.
            access.undo();
            opening.codeNotSent(visit.user());
            return Page.of(
                    Status.SERVICE_UNAVAILABLE,
                    Notice.of("CodeNotSent").withLink("dicomAccessPageTryAgain", here()));
        }
        return page(Status.OK, ready, null, "dicomAccessPageCodeSent", null);
    }

    private Reply open(Visit visit, Form form, Optional<String> wanted)
            throws InvalidFormException {
        ShareOpening opening = access.shareOpening();
        Optional<Landing.Ready> ready = known(visit, opening);
        Optional<Viewer> viewer =
                wanted.isPresent()
                        ? wanted.flatMap(Viewer::ofCode)
                        : ready.flatMap(LandingResource::usual);
        if (ready.isPresent() && viewer.filter(offers(ready.get())::contains).isEmpty()) {
            return closed(new Landing.Closed(OpenRefusal.VIEWER_UNKNOWN, Optional.empty()), visit);
        }
        Opened opened =
                opening.open(
                        code,
                        visit.user(),
                        viewer.orElse(Viewer.OHIF),
                        form.text(PASSCODE),
                        form.text(MAILED_CODE));
        if (opened instanceof Opened.Granted granted) {
            return onward(new Offers(granted.share(), granted.server()), granted);
        }
        OpenRefusal refusal = ((Opened.Refused) opened).refusal();
        return ready.flatMap(found -> askedAgain(found, refusal, viewer))
                .orElseGet(
                        () ->
                                closed(
                                        new Landing.Closed(refusal, access.shares().byCode(code)),
                                        visit));
    }

    /** To the viewer; where several archives are to be fetched, to a page with a link to each. */
    private static Reply onward(Offers offers, Opened.Granted granted) {
        Optional<URI> link = offers.link(granted.viewer(), granted.token());
        return link.<Reply>map(Redirect::new)
                .orElseGet(
                        () ->
                                Page.of(
                                        Status.OK,
                                        "archives",
                                        new ArchivesModel(
                                                offers.archives(granted.token()).stream()
                                                        .map(URI::toString)
                                                        .toList())));
    }

    /** Looking up a code that leads nowhere counts, and opening will do that. */
    private Optional<Landing.Ready> known(Visit visit, ShareOpening opening) {
        return access.shares()
                .byCode(code)
                .map(any -> opening.look(code, visit.user()))
                .filter(Landing.Ready.class::isInstance)
                .map(Landing.Ready.class::cast);
    }

    /** The form once more, when only something in it was wrong. */
    private Optional<Reply> askedAgain(
            Landing.Ready ready, OpenRefusal refusal, Optional<Viewer> viewer) {
        Viewer chosen = viewer.filter(v -> v != Viewer.DOWNLOAD).orElse(null);
        return switch (refusal) {
            case PASSCODE_MISSING ->
                    Optional.of(missing(ready, PASSCODE, "dicomAccessPagePasscodeMissing", chosen));
            case CODE_MISSING ->
                    Optional.of(missing(ready, MAILED_CODE, "dicomAccessPageCodeMissing", chosen));
            case PASSCODE_WRONG -> wrong(ready, PASSCODE, "dicomAccessPagePasscodeWrong", chosen);
            case CODE_WRONG -> wrong(ready, MAILED_CODE, "dicomAccessPageCodeWrong", chosen);
            default -> Optional.empty();
        };
    }

    private Reply missing(
            Landing.Ready ready, String field, String message, @Nullable Viewer chosen) {
        return page(
                Status.BAD_REQUEST,
                ready,
                new LandingModel.Problem(field, message, null),
                null,
                chosen);
    }

    private Optional<Reply> wrong(
            Landing.Ready ready, String field, String message, @Nullable Viewer chosen) {
        int failed =
                access.shares()
                        .byId(ready.share().id())
                        .map(share -> share.progress().failedAttempts())
                        .orElse(ShareState.ATTEMPTS);
        int left = ShareState.ATTEMPTS - failed;
        if (left <= 0) {
            return Optional.of(closed(Status.FORBIDDEN, "Locked", from(ready.share())));
        }
        return Optional.of(
                page(
                        Status.FORBIDDEN,
                        ready,
                        new LandingModel.Problem(field, message, left),
                        null,
                        chosen));
    }

    private Page page(
            Status status,
            Landing.Ready ready,
            LandingModel.@Nullable Problem problem,
            @Nullable String news,
            @Nullable Viewer chosen) {
        Offers offers = offers(ready);
        List<Viewer> viewers = offers.viewers();
        if (viewers.isEmpty() && !offers.download()) {
            return closed(Status.SERVICE_UNAVAILABLE, "NoViewer", List.of());
        }
        Share share = ready.share();
        List<Fact> facts = new ArrayList<>(from(share));
        facts.add(
                Fact.of(
                        "dicomAccessPageStudies",
                        Integer.toString(share.contents().studies().size())));
        facts.add(Fact.of("dicomAccessPageUntil", share.rules().expires()));
        LandingModel model =
                new LandingModel(
                        List.copyOf(facts),
                        share.rules().passcode(),
                        share.rules().mailsCode() ? mailbox(share) : null,
                        viewers.stream().map(Viewer::code).toList(),
                        chosen == null ? usual(ready).map(Viewer::code).orElse("") : chosen.code(),
                        offers.download(),
                        news,
                        problem);
        return Page.of(status, "landing", model).withFormTargets(offers.targets());
    }

    private Reply closed(Landing.Closed closed, Visit visit) {
        // Whom to ask, and from when on: told where the link once led to something.
        List<Fact> giver = closed.share().map(this::from).orElse(List.of());
        return switch (closed.refusal()) {
            case UNKNOWN -> closed(Status.NOT_FOUND, "Unknown", List.of());
            case THROTTLED ->
                    closed(Status.TOO_MANY_REQUESTS, "Throttled", List.of())
                            .withHeader(
                                    HttpHeaders.RETRY_AFTER,
                                    Long.toString(WrongCodes.WINDOW.toSeconds()));
            case PENDING -> closed(Status.FORBIDDEN, "Pending", pending(closed));
            case LOCKED -> closed(Status.FORBIDDEN, "Locked", giver);
            case EXHAUSTED -> closed(Status.GONE, "Exhausted", giver);
            case EXPIRED -> closed(Status.GONE, "Expired", giver);
            case REVOKED -> closed(Status.GONE, "Revoked", giver);
            case SIGN_IN_NEEDED -> signIn(visit);
            case OTHER_USER -> otherUser(visit);
            case SERVER_GONE -> closed(Status.SERVICE_UNAVAILABLE, "ServerGone", List.of());
            case VIEWER_UNKNOWN, PASSCODE_MISSING, PASSCODE_WRONG, CODE_MISSING, CODE_WRONG ->
                    Page.of(
                            Status.BAD_REQUEST,
                            Notice.of("BadForm").withLink("dicomAccessPageTryAgain", here()));
        };
    }

    private static Page closed(Status status, String name, List<Fact> facts) {
        return Page.of(status, Notice.of(name).withFacts(facts));
    }

    private Reply signIn(Visit visit) {
        SignIn signIn = new SignIn(access);
        return signIn.returned(visit, visit.signedIn().isPresent(), here())
                .orElseGet(() -> signIn.from(here()));
    }

    private Reply otherUser(Visit visit) {
        SignIn signIn = new SignIn(access);
        Notice notice = Notice.of("OtherUser", visit.user().map(UserProfiles::name).orElse(""));
        return Page.of(
                Status.FORBIDDEN,
                signIn.signOut(here())
                        .map(target -> notice.withLink("dicomAccessPageSignInAsOther", target))
                        .orElse(notice));
    }

    private List<Fact> pending(Landing.Closed closed) {
        List<Fact> facts = new ArrayList<>();
        closed.share()
                .ifPresent(
                        share -> {
                            facts.addAll(from(share));
                            facts.add(
                                    Fact.of("dicomAccessPageFromTime", share.rules().notBefore()));
                        });
        return List.copyOf(facts);
    }

    private List<Fact> from(Share share) {
        return List.of(Fact.of("dicomAccessPageGiver", new Giver(access).of(share)));
    }

    private static Offers offers(Landing.Ready ready) {
        return new Offers(ready.share(), ready.server());
    }

    private static Optional<Viewer> usual(Landing.Ready ready) {
        Offers offers = offers(ready);
        return offers.viewers().stream()
                .findFirst()
                .or(() -> offers.download() ? Optional.of(Viewer.DOWNLOAD) : Optional.empty());
    }

    /** Enough for the recipient to know it, and no more for anybody else. */
    private static @Nullable String mailbox(Share share) {
        if (!(share.recipient() instanceof Recipient.Mailbox mailbox)) {
            return null;
        }
        String address = mailbox.address();
        int at = address.lastIndexOf('@');
        return at < 1 ? "…" : address.substring(0, 1) + "…" + address.substring(at);
    }

    private URI here() {
        return access.shareLink(code);
    }
}
