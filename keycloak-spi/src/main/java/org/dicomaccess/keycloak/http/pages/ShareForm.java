package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.shares.WantedShare;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.Notices;
import org.dicomaccess.keycloak.viewer.Viewer;

/** What was entered on the page on which shares are given. */
final class ShareForm {
    private static final List<String> KEPT =
            List.of(
                    "viewer",
                    "days",
                    "for",
                    "email",
                    "username",
                    "email-code",
                    "opens",
                    "download",
                    "label",
                    "notify-open",
                    "notify-end");

    private final Form form;

    ShareForm(Form form) {
        this.form = form;
    }

    /**
     * The share that was asked for.
     *
     * @throws InvalidFieldException or {@code InvalidShareException} naming what was entered wrong,
     *     as REST does
     * @throws InvalidFormException when it is no form of that page
     */
    WantedShare wanted(List<StudyInstanceUid> studies, Instant now) throws InvalidFormException {
        Set<Action> actions = EnumSet.of(Action.READ);
        if (checked("download")) {
            actions.add(Action.DOWNLOAD);
        }
        return new WantedShare(
                studies,
                actions,
                viewer(),
                addressee(),
                form.text("label").map(String::strip).orElse(""),
                LinkForm.OPAQUE,
                Optional.empty(),
                form.number("days", "expires_at").map(days -> now.plus(Duration.ofDays(days))),
                form.number("opens", "maximum_opens"),
                form.text("passcode").map(String::strip),
                checked("email-code"),
                new Notices(checked("notify-open"), checked("notify-end")));
    }

    /** What to show again when something was wrong; never the passcode. */
    Map<String, String> entered() throws InvalidFormException {
        Map<String, String> entered = new HashMap<>();
        for (String name : KEPT) {
            form.text(name).ifPresent(text -> entered.put(name, text));
        }
        return entered;
    }

    private Viewer viewer() throws InvalidFormException {
        return form.text("viewer")
                .flatMap(Viewer::ofCode)
                .orElseThrow(
                        () -> new InvalidFormException(Status.BAD_REQUEST, "viewer is unknown"));
    }

    private Optional<WantedShare.Addressee> addressee() throws InvalidFormException {
        return switch (form.text("for").orElse("anybody")) {
            case "anybody" -> Optional.empty();
            case "email" ->
                    Optional.of(
                            new WantedShare.Addressee.Email(entered("email", "recipient.email")));
            case "user" ->
                    Optional.of(
                            new WantedShare.Addressee.Username(
                                    entered("username", "recipient.username")));
            default -> throw new InvalidFormException(Status.BAD_REQUEST, "for is unknown");
        };
    }

    private String entered(String name, String field) throws InvalidFormException {
        return form.text(name)
                .map(String::strip)
                .orElseThrow(() -> new InvalidFieldException(field, "is missing"));
    }

    private boolean checked(String name) throws InvalidFormException {
        return form.text(name).isPresent();
    }
}
