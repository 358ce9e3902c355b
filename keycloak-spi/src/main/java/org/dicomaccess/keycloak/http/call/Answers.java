package org.dicomaccess.keycloak.http.call;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.function.Supplier;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.mapper.StudiesUnavailableException;
import org.dicomaccess.keycloak.roles.RolesBusyException;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.share.InvalidShareException;
import org.jboss.logging.Logger;

/** What every door answers alike. */
public final class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);

    private Answers() {}

    /** A success with this body. */
    public static ResponseBuilder ok(Object body) {
        return Response.ok(JsonBody.write(body), MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store");
    }

    /** Something new was made (RFC 9110 §15.3.2). */
    public static ResponseBuilder created(Object body) {
        return ok(body).status(Status.CREATED);
    }

    /** A success with this HTML. */
    public static ResponseBuilder html(String html) {
        return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Cache-Control", "no-store");
    }

    /** The refusal of a method that a resource does not have (RFC 9110 §15.5.6). */
    public static Response wrongMethod(String allowed) {
        return new ErrorAnswer(ErrorAnswer.INVALID_REQUEST, "Methods here: " + allowed)
                .with(Status.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }

    /**
     * The answer, or what stands for it when the request is at fault (400, with the field's name)
     * or the administrator's settings are (503, with the setting's name: nothing is granted on a
     * guess).
     */
    public static Response guarded(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (InvalidFieldException e) {
            return new ErrorAnswer(ErrorAnswer.INVALID_REQUEST, String.valueOf(e.getMessage()))
                    .with(Status.BAD_REQUEST)
                    .build();
        } catch (InvalidShareException e) {
            return new ErrorAnswer(ErrorAnswer.INVALID_REQUEST, e.field() + ": " + e.getMessage())
                    .with(Status.BAD_REQUEST)
                    .build();
        } catch (RolesBusyException e) {
            LOG.warn(e.getMessage());
            return new ErrorAnswer(
                            ErrorAnswer.TEMPORARILY_UNAVAILABLE, String.valueOf(e.getMessage()))
                    .with(Status.SERVICE_UNAVAILABLE)
                    .build();
        } catch (InvalidSettingException e) {
            LOG.warn(e.getMessage());
            return new ErrorAnswer(ErrorAnswer.INVALID_SETTING, String.valueOf(e.getMessage()))
                    .with(Status.SERVICE_UNAVAILABLE)
                    .build();
        } catch (StudiesUnavailableException e) {
            LOG.warn(e.getMessage(), e);
            return TokenRefusalAnswer.of(Reason.UNAVAILABLE, "").build();
        }
    }
}
