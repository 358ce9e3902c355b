package org.dicomaccess.keycloak.apikey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.credential.CredentialModel;

/**
 * An API key as Keycloak keeps it among a user's credentials. Its label is the key's name; its
 * secret data hold the digest of the secret and no more; its credential data, which administrators
 * see, hold {@code permissions} (absent for all of the owner's), {@code expires} and {@code
 * lastUse}, RFC 3339 in UTC.
 */
public final class ApiKeyCredential extends CredentialModel {
    /** The credential's type in Keycloak. */
    public static final String TYPE = "dicom-access-api-key";

    @Serial private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HASH = "sha256";
    private static final String PERMISSIONS = "permissions";
    private static final String EXPIRES = "expires";
    private static final String LAST_USE = "lastUse";

    private ApiKeyCredential() {}

    /** A new one; its id comes from whatever keeps it. */
    static ApiKeyCredential of(
            String name,
            KeyPermissions permissions,
            Instant created,
            Optional<Instant> expires,
            String hash) {
        ApiKeyCredential credential = new ApiKeyCredential();
        credential.setType(TYPE);
        credential.setUserLabel(name);
        credential.setCreatedDate(created.toEpochMilli());
        credential.setCredentialData(data(permissions, expires));
        credential.setSecretData(JSON.createObjectNode().put(HASH, hash).toString());
        return credential;
    }

    /** The same as any credential that Keycloak hands out; what it holds is read when asked. */
    static ApiKeyCredential from(CredentialModel model) {
        ApiKeyCredential credential = new ApiKeyCredential();
        credential.setId(model.getId());
        credential.setType(model.getType());
        credential.setUserLabel(model.getUserLabel());
        credential.setCreatedDate(model.getCreatedDate());
        credential.setCredentialData(model.getCredentialData());
        credential.setSecretData(model.getSecretData());
        return credential;
    }

    /** The digest of the secret; empty when there is none, and then no secret is right. */
    Optional<String> hash() {
        JsonNode hash = tree(getSecretData()).map(data -> data.path(HASH)).orElse(null);
        return hash != null && hash.isTextual() ? Optional.of(hash.textValue()) : Optional.empty();
    }

    /**
     * What people see of it; nothing when somebody wrote what was never written here. Such a key
     * opens nothing.
     */
    Optional<ApiKey> key() {
        Optional<JsonNode> tree = tree(getCredentialData());
        if (tree.isEmpty() || getId() == null) {
            return Optional.empty();
        }
        JsonNode data = tree.get();
        String name = getUserLabel();
        Long created = getCreatedDate();
        try {
            return permissions(data.path(PERMISSIONS))
                    .map(
                            permissions ->
                                    new ApiKey(
                                            getId(),
                                            name == null ? "" : name,
                                            permissions,
                                            Instant.ofEpochMilli(created == null ? 0 : created),
                                            instant(data.path(EXPIRES)),
                                            instant(data.path(LAST_USE))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The credential data with a use of the key in it; nothing when a later one is there, or what
     * was never written here.
     */
    public static Optional<String> dataWithUse(String data, Instant at) {
        try {
            return tree(data)
                    .filter(tree -> instant(tree.path(LAST_USE)).filter(at::isBefore).isEmpty())
                    .map(tree -> ((ObjectNode) tree).put(LAST_USE, at.toString()).toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String data(KeyPermissions permissions, Optional<Instant> expires) {
        ObjectNode data = JSON.createObjectNode();
        if (permissions instanceof KeyPermissions.Only only) {
            ArrayNode names = data.putArray(PERMISSIONS);
            only.names().stream().sorted().forEach(names::add);
        }
        expires.ifPresent(end -> data.put(EXPIRES, end.toString()));
        return data.toString();
    }

    private static Optional<KeyPermissions> permissions(JsonNode names) {
        if (names.isMissingNode()) {
            return Optional.of(new KeyPermissions.Owners());
        }
        if (!names.isArray()) {
            return Optional.empty();
        }
        Set<String> only = new LinkedHashSet<>();
        for (JsonNode name : names) {
            if (!name.isTextual()) {
                return Optional.empty();
            }
            only.add(name.textValue());
        }
        return Optional.of(new KeyPermissions.Only(only));
    }

    private static Optional<Instant> instant(JsonNode moment) {
        return moment.isMissingNode()
                ? Optional.empty()
                : Optional.of(Instant.parse(moment.asText()));
    }

    private static Optional<JsonNode> tree(@Nullable String json) {
        if (json == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(json)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
