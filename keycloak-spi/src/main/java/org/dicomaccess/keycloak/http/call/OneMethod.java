package org.dicomaccess.keycloak.http.call;

import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.Function;

/** A resource with one method. */
public final class OneMethod extends AnyMethod {
    private final String allowed;
    private final Function<InputStream, Response> answer;

    public OneMethod(String allowed, Function<InputStream, Response> answer) {
        this.allowed = allowed;
        this.answer = answer;
    }

    @Override
    protected Response answer(String method, InputStream body) {
        return method.equals(allowed) ? answer.apply(body) : Answers.wrongMethod(allowed);
    }
}
