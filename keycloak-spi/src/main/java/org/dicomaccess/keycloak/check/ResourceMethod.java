package org.dicomaccess.keycloak.check;

import java.util.Optional;

/** What is to be done with a resource, by the HTTP method of the request. */
public enum ResourceMethod {
    GET("get"),
    POST("post"),
    PUT("put"),
    DELETE("delete");

    private final String code;

    ResourceMethod(String code) {
        this.code = code;
    }

    /** The word on the wire. */
    public String code() {
        return code;
    }

    /** The method of a word on the wire, exactly as written; empty when there is none. */
    public static Optional<ResourceMethod> ofCode(String code) {
        for (ResourceMethod method : values()) {
            if (method.code.equals(code)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
