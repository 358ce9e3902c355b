package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dicomaccess.keycloak.details.RefusedDetailsException;
import org.dicomaccess.keycloak.details.RequestedDetails;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.http.exchange.ExchangeRefusedException.Cause;
import org.keycloak.OAuth2Constants;
import org.keycloak.util.JsonSerialization;

/**
 * The form of a token exchange (RFC 8693 §2.1). Keycloak refuses parameters that are repeated,
 * except {@code audience} and {@code resource}.
 */
final class ExchangeRequest {
    /** What would change the exchange, and is not understood here. */
    private static final List<String> UNSUPPORTED =
            List.of(
                    OAuth2Constants.ACTOR_TOKEN,
                    OAuth2Constants.ACTOR_TOKEN_TYPE,
                    OAuth2Constants.REQUESTED_SUBJECT,
                    OAuth2Constants.REQUESTED_ISSUER,
                    OAuth2Constants.SUBJECT_ISSUER);

    /** Two members of one name could be read either way. */
    private static final ObjectReader STRICT =
            JsonSerialization.mapper
                    .reader()
                    .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, List<String>> form;

    ExchangeRequest(MultivaluedMap<String, String> form) {
        this.form = form;
    }

    /**
     * Whether it asks for studies. Also when what it sends is no list but names the type: whoever
     * wrote it expects a narrow token and must not get a wide one.
     */
    static boolean namesStudies(MultivaluedMap<String, String> form) {
        String details = form.getFirst(RequestedDetails.PARAMETER);
        if (details == null) {
            return false;
        }
        Optional<JsonNode> list = list(details);
        return list.isPresent()
                ? entries(list.get()).anyMatch(ExchangeRequest::isOurs)
                : details.contains(StudyDetail.TYPE);
    }

    /** That there is nothing in it that asks for something else. */
    void requireSupported() throws ExchangeRefusedException {
        for (String parameter : UNSUPPORTED) {
            if (form.containsKey(parameter)) {
                throw new ExchangeRefusedException(
                        Cause.INVALID_REQUEST,
                        parameter + ": is not supported; the client itself is the actor");
            }
        }
        if (text(OAuth2Constants.SCOPE).isPresent()) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_SCOPE,
                    "scope: must not stand beside "
                            + RequestedDetails.PARAMETER
                            + ", whose actions say it");
        }
        String wanted =
                text(OAuth2Constants.REQUESTED_TOKEN_TYPE)
                        .orElse(OAuth2Constants.ACCESS_TOKEN_TYPE);
        if (!wanted.equals(OAuth2Constants.ACCESS_TOKEN_TYPE)) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_REQUEST,
                    "requested_token_type: must be " + OAuth2Constants.ACCESS_TOKEN_TYPE);
        }
    }

    /** The token that is to be exchanged, unverified. */
    String subjectToken() throws ExchangeRefusedException {
        if (!required(OAuth2Constants.SUBJECT_TOKEN_TYPE)
                .equals(OAuth2Constants.ACCESS_TOKEN_TYPE)) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_REQUEST,
                    "subject_token_type: must be " + OAuth2Constants.ACCESS_TOKEN_TYPE);
        }
        return required(OAuth2Constants.SUBJECT_TOKEN);
    }

    /** What is asked for, which one token must be able to say. */
    RequestedDetails details() throws ExchangeRefusedException {
        String details = required(RequestedDetails.PARAMETER);
        try {
            RequestedDetails requested = RequestedDetails.read(details);
            if (!list(details).stream()
                    .flatMap(ExchangeRequest::entries)
                    .allMatch(ExchangeRequest::isOurs)) {
                throw invalidDetails("must all be of the type " + StudyDetail.TYPE);
            }
            if (requested.entries().stream().map(StudyDetail::actions).distinct().count() > 1) {
                throw invalidDetails("must all have the same actions, as one token has");
            }
            return requested;
        } catch (RefusedDetailsException e) {
            throw new ExchangeRefusedException(Cause.INVALID_DETAILS, e.description());
        }
    }

    private static ExchangeRefusedException invalidDetails(String complaint) {
        return new ExchangeRefusedException(
                Cause.INVALID_DETAILS, RequestedDetails.PARAMETER + ": " + complaint);
    }

    private static Optional<JsonNode> list(String details) {
        try {
            return Optional.of(STRICT.readTree(details)).filter(JsonNode::isArray);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Stream<JsonNode> entries(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static boolean isOurs(JsonNode entry) {
        return StudyDetail.TYPE.equals(entry.path("type").textValue());
    }

    /** Client ids of the resource servers that are named; perhaps none. */
    Set<String> audiences() {
        return values(OAuth2Constants.AUDIENCE);
    }

    /** Their addresses (RFC 8693 §2.1); perhaps none. */
    Set<String> resources() {
        return values(OAuth2Constants.RESOURCE);
    }

    private Set<String> values(String parameter) {
        return new LinkedHashSet<>(form.getOrDefault(parameter, List.of()));
    }

    private String required(String parameter) throws ExchangeRefusedException {
        return text(parameter)
                .orElseThrow(
                        () ->
                                new ExchangeRefusedException(
                                        Cause.INVALID_REQUEST, parameter + ": is missing"));
    }

    private Optional<String> text(String parameter) {
        return values(parameter).stream().findFirst().filter(value -> !value.isEmpty());
    }
}
