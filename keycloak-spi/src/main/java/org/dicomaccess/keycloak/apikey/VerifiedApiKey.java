package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.UserModel;

/**
 * An API key that was verified a moment ago, and the enabled user behind it. Having one is the
 * proof.
 */
public final class VerifiedApiKey {
    private final UserModel user;
    private final ApiKey key;

    VerifiedApiKey(UserModel user, ApiKey key) {
        this.user = user;
        this.key = key;
    }

    /** Its owner. */
    public UserModel user() {
        return user;
    }

    public String id() {
        return key.id();
    }

    /** What its owner calls it. */
    public String name() {
        return key.name();
    }

    /** What its holder may do, of what its owner may do now. */
    public Set<String> permissions(Set<String> owners) {
        return key.permissions().effective(owners);
    }

    /** When it ends; nothing that it opens may be kept beyond. */
    public Optional<Instant> expires() {
        return key.expires();
    }

    @Override
    public String toString() {
        return "VerifiedApiKey[" + key.id() + "]";
    }
}
