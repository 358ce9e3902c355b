package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.shares.Giving;
import org.dicomaccess.keycloak.http.shares.GivingRefusedException;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.HistoryEntry;
import org.dicomaccess.keycloak.share.InvalidShareException;
import org.dicomaccess.keycloak.share.Revocation;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareState;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.jspecify.annotations.Nullable;

/**
 * {@code pages/shares/{id}}: one share for its owner, who can take it back, let it live longer,
 * unlock it and change its passcode. Somebody else's and none at all look alike.
 */
public final class OneSharePage extends PersonPage {
    private static final List<Integer> DAYS = List.of(1, 7, 14, 30, 90, 180, 365);

    private final String id;

    public OneSharePage(DicomAccess access, String id) {
        super(access);
        this.id = id;
    }

    @Override
    Reply show(Visit visit, Person person) {
        return own(person)
                .map(share -> page(person, share, null, null))
                .orElseGet(OneSharePage::unknown);
    }

    @Override
    Reply take(Visit visit, Person person, Form form) throws InvalidFormException {
        Optional<Share> own = own(person);
        if (own.isEmpty()) {
            return unknown();
        }
        String what = form.text("do").orElse("");
        if (!what.equals("revoke") && !mayShare(person, own.get())) {
            return Page.of(Status.FORBIDDEN, Notice.of("MayNotShare"));
        }
        try {
            String news = changed(what, own.get(), person.actor(access().session()), form);
            return own(person)
                    .map(share -> page(person, share, news, null))
                    .orElseGet(OneSharePage::unknown);
        } catch (InvalidShareException e) {
            return page(person, own.get(), null, Complaint.of(e));
        }
    }

    private String changed(String what, Share share, Actor actor, Form form)
            throws InvalidFormException {
        switch (what) {
            case "revoke" -> {
                access().shares().revoke(share, actor, form.text("reason").orElse(""));
                return "dicomAccessPageRevoked";
            }
            case "extend" -> {
                access().shares()
                        .extend(share, later(form), form.number("opens", "maximum_opens"), actor);
                return "dicomAccessPageExtended";
            }
            case "unlock" -> {
                access().shares().unlock(share, actor);
                return "dicomAccessPageUnlocked";
            }
            case "passcode" -> {
                access().shares()
                        .changePasscode(share, form.text("passcode").map(String::strip), actor);
                return "dicomAccessPagePasscodeChanged";
            }
            default -> throw new InvalidFormException(Status.BAD_REQUEST, "do is unknown");
        }
    }

    private Optional<Instant> later(Form form) throws InvalidFormException {
        return form.number("days", "expires_at")
                .map(days -> access().now().plus(Duration.ofDays(days)));
    }

    private Page page(
            Person person, Share share, @Nullable String news, @Nullable Complaint complaint) {
        Optional<Revocation> revocation = share.progress().revocation();
        Duration longest = access().settings().shareMaximumLifetime();
        return Page.of(
                complaint == null ? Status.OK : Status.BAD_REQUEST,
                "one-share",
                new OneShareModel(
                        menu(person),
                        new ShareRows(access()).row(share),
                        share.contents().studies().stream().map(OneSharePage::name).toList(),
                        access().shares().state(share) == ShareState.PENDING
                                ? share.rules().notBefore()
                                : null,
                        revocation.map(Revocation::at).orElse(null),
                        revocation.map(Revocation::by).orElse(""),
                        revocation.map(Revocation::reason).orElse(""),
                        access().shares().history(share.id()).stream()
                                .map(OneSharePage::event)
                                .toList(),
                        DAYS.stream().filter(days -> days <= longest.toDays()).toList(),
                        mayShare(person, share),
                        access().settings().sharePasscodeRequired(),
                        news,
                        complaint));
    }

    private Optional<Share> own(Person person) {
        return access().shares().byId(id).filter(share -> share.owner().equals(person.asOwner()));
    }

    private boolean mayShare(Person person, Share share) {
        try {
            new Giving(access()).requirePermission(person.token(), share);
            return true;
        } catch (GivingRefusedException e) {
            return false;
        }
    }

    private static String name(SharedStudy study) {
        return study.uid()
                .map(StudyInstanceUid::value)
                .or(() -> study.orthancId().map(OrthancId::value))
                .orElse("");
    }

    private static OneShareModel.Event event(HistoryEntry entry) {
        return new OneShareModel.Event(
                entry.at(),
                entry.kind().code(),
                entry.by(),
                entry.address(),
                entry.browser(),
                entry.kind() == HistoryEntry.Kind.REVOKED ? entry.detail() : "");
    }

    private static Page unknown() {
        return Page.of(Status.NOT_FOUND, Notice.of("NoSuchShare"));
    }
}
