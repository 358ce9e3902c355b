package org.dicomaccess.keycloak.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Passcodes of shares, hashed as the realm hashes its users' passwords. */
final class Passcodes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALGORITHM = "algorithm";
    private static final String DATA = "data";
    private static final String SECRET = "secret";

    private final KeycloakSession session;

    Passcodes(KeycloakSession session) {
        this.session = session;
    }

    /** What is stored in a passcode's place. */
    String hash(String passcode) {
        PasswordPolicy policy = realm().getPasswordPolicy();
        PasswordHashProvider provider = provider(policy.getHashAlgorithm());
        PasswordCredentialModel hashed =
                provider.encodedCredential(normal(passcode), policy.getHashIterations());
        ObjectNode stored = JSON.createObjectNode();
        stored.put(ALGORITHM, hashed.getPasswordCredentialData().getAlgorithm());
        stored.put(DATA, hashed.getCredentialData());
        stored.put(SECRET, hashed.getSecretData());
        return stored.toString();
    }

    boolean matches(String passcode, String stored) {
        try {
            var json = JSON.readTree(stored);
            CredentialModel kept = new CredentialModel();
            kept.setType(PasswordCredentialModel.TYPE);
            kept.setCredentialData(json.path(DATA).asText());
            kept.setSecretData(json.path(SECRET).asText());
            PasswordCredentialModel hashed =
                    PasswordCredentialModel.createFromCredentialModel(kept);
            return provider(json.path(ALGORITHM).asText()).verify(normal(passcode), hashed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored passcode is not what was written", e);
        }
    }

    /** However a keyboard composes an accent, it is the same passcode. */
    private static String normal(String passcode) {
        return Normalizer.normalize(passcode, Normalizer.Form.NFC);
    }

    private PasswordHashProvider provider(String algorithm) {
        PasswordHashProvider provider =
                algorithm == null || algorithm.isEmpty()
                        ? session.getProvider(PasswordHashProvider.class)
                        : session.getProvider(PasswordHashProvider.class, algorithm);
        if (provider == null) {
            throw new IllegalStateException("this server cannot hash with " + algorithm);
        }
        return provider;
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
