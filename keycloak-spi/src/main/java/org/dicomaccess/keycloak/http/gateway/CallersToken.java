package org.dicomaccess.keycloak.http.gateway;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.apikey.ApiKeys;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.dicom.NotUnderstoodException;
import org.dicomaccess.keycloak.dicom.RequestTarget;
import org.dicomaccess.keycloak.http.call.BearerToken;

/**
 * The token of the request that is asked about: from {@code Authorization: Bearer}, the headers
 * {@code token} and {@code api-key}, or the argument {@code token} of its URI; an API key only from
 * {@code api-key} and {@code Authorization: Bearer}. Two different ones are refused, since the
 * server behind might go by the other.
 */
final class CallersToken {
    private static final String TOKEN = "token";
    private static final String API_KEY = "api-key";

    private final Set<String> tokens = new LinkedHashSet<>();
    private boolean otherCredentials;
    private boolean forwardable;

    private CallersToken() {}

    static CallersToken of(HttpHeaders headers, String target) {
        CallersToken found = new CallersToken();
        for (String value : values(headers, HttpHeaders.AUTHORIZATION)) {
            Optional<String> token = BearerToken.of(value);
            token.ifPresentOrElse(found.tokens::add, () -> found.otherCredentials = true);
        }
        found.forwardable = found.tokens.stream().anyMatch(token -> !ApiKeys.claimed(token));
        List<String> keys = values(headers, API_KEY);
        found.forwardable |= keys.stream().anyMatch(ApiKeys::claimed);
        found.tokens.addAll(keys);
        List<String> tokens = new ArrayList<>(values(headers, TOKEN));
        tokens.addAll(arguments(target));
        // A URI is in histories and logs: whoever puts a key there is told so at once.
        found.otherCredentials |= tokens.stream().anyMatch(ApiKeys::claimed);
        found.tokens.addAll(tokens);
        return found;
    }

    /** Why there is no token to look at, or nothing when there is exactly one. */
    Optional<Reason> refusal() {
        if (otherCredentials) {
            return Optional.of(Reason.TOKEN_INVALID);
        }
        return switch (tokens.size()) {
            case 0 -> Optional.of(Reason.TOKEN_MISSING);
            case 1 -> Optional.empty();
            default -> Optional.of(Reason.TOKEN_AMBIGUOUS);
        };
    }

    /**
     * Whether the token came where gateways forward it from, and the server behind takes it from:
     * tokens from {@code Authorization: Bearer}, API keys from {@code api-key}.
     */
    boolean forwardable() {
        return forwardable;
    }

    /** The one token; only to be asked for when there is no refusal. */
    String value() {
        return tokens.iterator().next();
    }

    private static List<String> values(HttpHeaders headers, String name) {
        List<String> values = headers.getRequestHeader(name);
        return values == null ? List.of() : values;
    }

    private static List<String> arguments(String target) {
        // Names are never percent-encoded here, so this spares most calls a second reading.
        if (!target.contains(TOKEN)) {
            return List.of();
        }
        try {
            return RequestTarget.parse(target).argument(TOKEN);
        } catch (NotUnderstoodException e) {
            // The check refuses it in a moment, with its own reason.
            return List.of();
        }
    }
}
