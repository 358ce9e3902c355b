package org.dicomaccess.keycloak.http.call;

import java.util.Optional;

/** The credentials of the {@code Bearer} scheme (RFC 6750 §2.1). */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** The token in the value of an {@code Authorization} header; the scheme in whatever case. */
    public static Optional<String> of(String authorization) {
        String value = authorization.strip();
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(value.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
