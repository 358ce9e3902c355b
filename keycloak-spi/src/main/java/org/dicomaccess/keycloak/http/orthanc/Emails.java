package org.dicomaccess.keycloak.http.orthanc;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.mail.CleanHtml;
import org.dicomaccess.keycloak.mail.EmailAddress;
import org.dicomaccess.keycloak.mail.EmailTemplates;
import org.dicomaccess.keycloak.mail.MailNotSentException;
import org.dicomaccess.keycloak.mail.WrittenMails;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.jboss.logging.Logger;

/**
 * Answers {@code emails/…}: what Orthanc Explorer 2 needs to let people write a message around a
 * link. It fills the gaps of a template in the browser and sends the edited HTML back.
 */
final class Emails {
    private static final Logger LOG = Logger.getLogger(Emails.class);

    private static final String RECIPIENTS = "destination-email";
    private static final String TITLE = "email-title";
    private static final String CONTENT = "email-content";
    private static final String LAYOUT = "layout-template";

    /** Orthanc Explorer 2 takes a list of addresses in one text, separated like this. */
    private static final String SEPARATORS = "[;,\\s]+";

    private static final int MAX_RECIPIENTS = 20;
    private static final int MAX_TITLE = 200;
    private static final int MAX_CONTENT = 100_000;

    private final DicomAccess access;
    private final EmailTemplates templates;

    Emails(DicomAccess access) {
        this.access = access;
        this.templates = new EmailTemplates(access.session());
    }

    /** The names of the templates. */
    Response names() {
        return Answers.ok(templates.names()).build();
    }

    /** The HTML of the template with a name; it is looked up in the list, never as a path. */
    Response template(String name) {
        try {
            return templates
                    .html(name)
                    .map(Answers::html)
                    .orElseGet(
                            () ->
                                    new ErrorAnswer(
                                                    ErrorAnswer.NOT_FOUND,
                                                    "No e-mail template has this name")
                                            .with(Status.NOT_FOUND))
                    .build();
        } catch (MailNotSentException e) {
            return new ErrorAnswer(ErrorAnswer.INVALID_SETTING, e.details())
                    .with(Status.SERVICE_UNAVAILABLE)
                    .build();
        }
    }

    /** Sends a message; whatever then goes wrong is told in the answer, in words for people. */
    SendAnswer send(ResourceServer server, JsonObject request) {
        List<EmailAddress> recipients = recipients(request);
        String title = title(request);
        CleanHtml content = content(request);
        Optional<String> layoutName = request.nonEmptyText(LAYOUT);
        try {
            Optional<String> layout = Optional.empty();
            if (layoutName.isPresent()) {
                layout = templates.html(layoutName.get());
                if (layout.isEmpty()) {
                    return SendAnswer.failed("No layout template has the name that was asked for");
                }
            }
            new WrittenMails(access.session())
                    .send(server.clientId(), recipients, title, content, layout);
            return SendAnswer.SENT;
        } catch (MailNotSentException e) {
            LOG.warnf("A message for %s was not sent: %s", server.clientId(), e.details());
            return SendAnswer.failed(e.details());
        }
    }

    private static List<EmailAddress> recipients(JsonObject request) {
        List<String> texts =
                Arrays.stream(request.requiredText(RECIPIENTS).split(SEPARATORS, -1))
                        .filter(text -> !text.isEmpty())
                        .toList();
        if (texts.isEmpty()) {
            throw new InvalidFieldException(RECIPIENTS, "must name an e-mail address");
        }
        if (texts.size() > MAX_RECIPIENTS) {
            throw new InvalidFieldException(
                    RECIPIENTS, "must not name more than " + MAX_RECIPIENTS + " addresses");
        }
        Set<EmailAddress> recipients = new LinkedHashSet<>();
        for (String text : texts) {
            recipients.add(
                    EmailAddress.of(text)
                            .orElseThrow(
                                    () ->
                                            new InvalidFieldException(
                                                    RECIPIENTS, "must be e-mail addresses")));
        }
        return List.copyOf(recipients);
    }

    private static String title(JsonObject request) {
        String title = request.requiredText(TITLE);
        if (title.length() > MAX_TITLE || !WrittenMails.isTitle(title)) {
            throw new InvalidFieldException(
                    TITLE, "must be one line of at most " + MAX_TITLE + " characters");
        }
        return title;
    }

    private static CleanHtml content(JsonObject request) {
        String raw = request.requiredText(CONTENT);
        if (raw.length() > MAX_CONTENT) {
            throw new InvalidFieldException(
                    CONTENT, "must not be longer than " + MAX_CONTENT + " characters");
        }
        CleanHtml content = CleanHtml.of(raw);
        if (content.text().isEmpty()) {
            throw new InvalidFieldException(CONTENT, "must say something");
        }
        return content;
    }
}
