package org.dicomaccess.keycloak.token;

import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.KeysMetadataRepresentation.KeyMetadataRepresentation;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.util.ApiUtil;

/** The ES256 keys of a realm, changed as an administrator changes them. */
final class SigningKeys {
    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

    private final ManagedRealm realm;

    SigningKeys(ManagedRealm realm) {
        this.realm = realm;
    }

    /** A new key, active at once; of the highest priority it signs from now on. */
    Key add(int priority) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle("priority", String.valueOf(priority));
        config.putSingle("ecdsaEllipticCurveKey", "P-256");
        ComponentRepresentation provider = new ComponentRepresentation();
        provider.setName("ES256 of priority " + priority);
        provider.setProviderType(KEY_PROVIDER);
        provider.setProviderId("ecdsa-generated");
        provider.setParentId(realm.getId());
        provider.setConfig(config);
        return new Key(ApiUtil.getCreatedId(realm.admin().components().add(provider)));
    }

    /** The one that came with the realm. */
    Key imported() {
        return realm
                .admin()
                .components()
                .query(realm.getId(), KEY_PROVIDER, "ecdsa-generated")
                .stream()
                .map(ComponentRepresentation::getId)
                .map(Key::new)
                .findFirst()
                .orElseThrow();
    }

    /** The {@code kid} of the realm's active key of an algorithm. */
    String activeKid(String algorithm) {
        return realm.admin().keys().getKeyMetadata().getActive().get(algorithm);
    }

    /** The public half of the realm's active key of an algorithm: Base64 of its DER encoding. */
    String publicKey(String algorithm) {
        String kid = activeKid(algorithm);
        return realm.admin().keys().getKeyMetadata().getKeys().stream()
                .filter(key -> key.getKid().equals(kid))
                .map(KeyMetadataRepresentation::getPublicKey)
                .findFirst()
                .orElseThrow();
    }

    final class Key {
        private final String component;

        private Key(String component) {
            this.component = component;
        }

        String kid() {
            return realm.admin().keys().getKeyMetadata().getKeys().stream()
                    .filter(key -> component.equals(key.getProviderId()))
                    .map(KeyMetadataRepresentation::getKid)
                    .findFirst()
                    .orElseThrow();
        }

        /** No longer signs, still verifies. */
        void makePassive() {
            set("active", "false");
        }

        void makeActive() {
            set("active", "true");
        }

        void disable() {
            set("enabled", "false");
        }

        void enable() {
            set("enabled", "true");
        }

        void remove() {
            realm.admin().components().component(component).remove();
        }

        private void set(String option, String value) {
            ComponentRepresentation provider =
                    realm.admin().components().component(component).toRepresentation();
            provider.getConfig().putSingle(option, value);
            realm.admin().components().component(component).update(provider);
        }
    }
}
