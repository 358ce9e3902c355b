package org.dicomaccess.keycloak.http.call;

import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A resource with the methods it is given, one by one. */
public final class SomeMethods extends AnyMethod {
    private final Map<String, Function<InputStream, Response>> methods = new LinkedHashMap<>();

    private SomeMethods() {}

    /** A resource with this method, in capitals. */
    public static SomeMethods with(String method, Function<InputStream, Response> answer) {
        return new SomeMethods().and(method, answer);
    }

    /** And with this one; only while the resource is put together. */
    public SomeMethods and(String method, Function<InputStream, Response> answer) {
        methods.put(method, answer);
        return this;
    }

    @Override
    protected Response answer(String method, InputStream body) {
        Function<InputStream, Response> answer = methods.get(method);
        return answer == null
                ? Answers.wrongMethod(String.join(", ", methods.keySet()))
                : Answers.guarded(() -> answer.apply(body));
    }
}
