package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * A page: GET shows it, POST takes its form. Whatever is wrong with a call is answered by a page
 * too, never thrown, so that what was counted stays counted.
 */
abstract class PageResource extends AnyMethod {
    private static final Logger LOG = Logger.getLogger(PageResource.class);

    private final DicomAccess access;
    private final boolean hasForm;

    PageResource(DicomAccess access, boolean hasForm) {
        this.access = access;
        this.hasForm = hasForm;
    }

    /** The page. Shows and changes nothing, however often it is fetched and by whom. */
    abstract Reply show(Visit visit);

    /**
     * What becomes of its form, which came from this very site.
     *
     * @throws InvalidFormException when it lacks what the page put there
     */
    abstract Reply take(Visit visit, Form form) throws InvalidFormException;

    @Override
    protected final Response answer(String method, InputStream body) {
        return switch (method) {
            case "GET", "HEAD" -> answer(this::show);
            case "POST" -> hasForm ? answer(this::take) : Answers.wrongMethod(allowed());
            default -> Answers.wrongMethod(allowed());
        };
    }

    private String allowed() {
        return hasForm ? "GET, HEAD, POST" : "GET, HEAD";
    }

    private Response answer(Step step) {
        KeycloakSession session = access.session();
        Visit visit = new Visit(access, SignedIn.of(session));
        return new PageEngine(session).answer(reply(step, visit), visit.user());
    }

    private static Reply reply(Step step, Visit visit) {
        try {
            return step.take(visit);
        } catch (InvalidFormException e) {
            LOG.debugf("Not a form of this page: %s", e.getMessage());
            return Page.of(e.status(), Notice.of("BadForm"));
        } catch (InvalidSettingException e) {
            LOG.warn(e.getMessage());
            return Page.of(
                    Status.SERVICE_UNAVAILABLE,
                    Notice.of("BadSetting", String.valueOf(e.getMessage())));
        }
    }

    private Reply take(Visit visit) throws InvalidFormException {
        if (FormOrigin.of(access.session()).foreign()) {
            return Page.of(Status.FORBIDDEN, Notice.of("ForeignForm"));
        }
        return take(visit, Form.of(access.session().getContext().getHttpRequest()));
    }

    /** What a method does. */
    private interface Step {
        Reply take(Visit visit) throws InvalidFormException;
    }
}
