package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * A study token's claims as the JSON of its payload, written and read. Reading is strict: a claim
 * given twice, or of another type than it is written with, refuses the token, since two readers
 * might not agree on it. Claims that are not known are ignored (RFC 7519 §4).
 */
final class StudyTokenJson {
    /**
     * The payload's {@code typ}, beside Keycloak's own {@code Bearer}, {@code ID}, {@code Refresh}.
     */
    static final String KIND = "Study";

    private static final long LAST_SECOND = 253_402_300_799L;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private StudyTokenJson() {}

    static byte[] write(StudyToken token) {
        try {
            return JSON.writeValueAsBytes(claims(token));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    static ObjectNode claims(StudyToken token) {
        Grant grant = token.grant();
        ObjectNode claims = JSON.createObjectNode();
        claims.put("iss", token.issuer());
        claims.put("aud", grant.audience());
        claims.put("sub", token.subject());
        claims.put("client_id", token.clientId());
        claims.put("iat", token.issuedAt().getEpochSecond());
        if (grant.notBefore().isAfter(token.issuedAt())) {
            claims.put("nbf", grant.notBefore().getEpochSecond());
        }
        claims.put("exp", grant.expires().getEpochSecond());
        claims.put("jti", token.id());
        claims.put("typ", KIND);
        claims.put("link", token.type().claim());
        token.shareId().ifPresent(share -> claims.put("share", share));
        token.sessionId().ifPresent(session -> claims.put("sid", session));
        token.actor().ifPresent(actor -> claims.set("act", ActingPartyJson.write(actor)));
        claims.put(
                "scope",
                grant.actions().stream()
                        .map(Action::code)
                        .sorted()
                        .collect(Collectors.joining(" ")));
        putList(claims, "study_instance_uids", grant.studies(), StudyInstanceUid::value);
        putList(claims, "orthanc_ids", grant.orthancIds(), OrthancId::value);
        return claims;
    }

    private static <T> void putList(
            ObjectNode claims, String name, Set<T> values, Function<T, String> text) {
        if (!values.isEmpty()) {
            ArrayNode list = claims.putArray(name);
            values.forEach(value -> list.add(text.apply(value)));
        }
    }

    /** A JSON object, or a refusal of the part it is in. */
    static JsonNode object(byte[] json, TokenRefusal otherwise) throws RefusedTokenException {
        JsonNode node;
        try {
            // Through a String: Jackson would also take UTF-16 and UTF-32, which RFC 7519 §7.2
            // rules out.
            node = JSON.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RefusedTokenException(otherwise, "not JSON");
        }
        if (node == null || !node.isObject()) {
            throw new RefusedTokenException(otherwise, "not a JSON object");
        }
        return node;
    }

    static StudyToken read(byte[] payload) throws RefusedTokenException {
        JsonNode claims = object(payload, TokenRefusal.PAYLOAD_NOT_UNDERSTOOD);
        if (!KIND.equals(claims.path("typ").textValue())) {
            throw new RefusedTokenException(TokenRefusal.KIND_WRONG, "the payload's typ");
        }
        Instant issuedAt = second(claims, "iat");
        Instant notBefore = claims.has("nbf") ? second(claims, "nbf") : issuedAt;
        TokenType type =
                TokenType.ofClaim(text(claims, "link")).orElseThrow(() -> malformed("link"));
        try {
            return new StudyToken(
                    text(claims, "jti"),
                    text(claims, "iss"),
                    text(claims, "sub"),
                    text(claims, "client_id"),
                    issuedAt,
                    type,
                    optionalText(claims, "share"),
                    actor(claims),
                    optionalText(claims, "sid"),
                    new Grant(
                            text(claims, "aud"),
                            list(claims, "study_instance_uids", StudyInstanceUid::new),
                            list(claims, "orthanc_ids", OrthancId::new),
                            actions(text(claims, "scope")),
                            notBefore,
                            second(claims, "exp")));
        } catch (IllegalArgumentException e) {
            throw new RefusedTokenException(
                    TokenRefusal.CLAIM_MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<ActingParty> actor(JsonNode claims) throws RefusedTokenException {
        if (!claims.has("act")) {
            return Optional.empty();
        }
        return Optional.of(
                ActingPartyJson.read(claims.path("act")).orElseThrow(() -> malformed("act")));
    }

    private static Set<Action> actions(String scope) throws RefusedTokenException {
        Set<Action> actions = new LinkedHashSet<>();
        for (String code : Arrays.asList(scope.split(" ", -1))) {
            actions.add(Action.ofCode(code).orElseThrow(() -> malformed("scope")));
        }
        return actions;
    }

    private static String text(JsonNode claims, String name) throws RefusedTokenException {
        JsonNode value = claims.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw malformed(name);
        }
        return value.textValue();
    }

    private static Optional<String> optionalText(JsonNode claims, String name)
            throws RefusedTokenException {
        return claims.has(name) ? Optional.of(text(claims, name)) : Optional.empty();
    }

    private static Instant second(JsonNode claims, String name) throws RefusedTokenException {
        JsonNode value = claims.path(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > LAST_SECOND) {
            throw malformed(name);
        }
        return Instant.ofEpochSecond(value.longValue());
    }

    private static <T> Set<T> list(JsonNode claims, String name, Function<String, T> value)
            throws RefusedTokenException {
        Set<T> values = new LinkedHashSet<>();
        JsonNode list = claims.path(name);
        if (list.isMissingNode()) {
            return values;
        }
        if (!list.isArray() || list.isEmpty()) {
            throw malformed(name);
        }
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                throw malformed(name);
            }
            values.add(value.apply(element.textValue()));
        }
        return values;
    }

    private static RefusedTokenException malformed(String claim) {
        return new RefusedTokenException(TokenRefusal.CLAIM_MALFORMED, claim);
    }
}
