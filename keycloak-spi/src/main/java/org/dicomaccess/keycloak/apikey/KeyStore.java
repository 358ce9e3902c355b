package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.UserCredentialStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * The credentials of one realm's users as the database has them this moment. Keycloak's cache of
 * users holds them too, with two drawbacks: another node may hold a deleted one a little longer,
 * and writing through it makes every node forget the user.
 */
final class KeyStore {
    private final KeycloakSession session;
    private final RealmModel realm;

    KeyStore(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The key of this id, read by its primary key. */
    Optional<ApiKeyCredential> find(UserModel user, String keyId) {
        return Optional.ofNullable(of(user).getStoredCredentialById(realm, user, keyId))
                .filter(KeyStore::isKey)
                .map(ApiKeyCredential::from);
    }

    /** All of a user's keys. */
    Stream<ApiKeyCredential> all(UserModel user) {
        return of(user).getStoredCredentialsByTypeStream(realm, user, ApiKeyCredential.TYPE)
                .map(ApiKeyCredential::from);
    }

    /** Writes down a use, unless a later one is there or the key is not. */
    void recordUse(UserModel user, String keyId, Instant at) {
        find(user, keyId)
                .ifPresent(
                        credential ->
                                credential
                                        .key()
                                        .filter(key -> key.lastUse().filter(at::isBefore).isEmpty())
                                        .ifPresent(
                                                key -> {
                                                    credential.used(key, at);
                                                    of(user).updateCredential(
                                                                    realm, user, credential);
                                                }));
    }

    private static boolean isKey(CredentialModel model) {
        return ApiKeyCredential.TYPE.equals(model.getType());
    }

    /** Users of another directory have no row of their own that credentials could hang on. */
    private UserCredentialStore of(UserModel user) {
        return (UserCredentialStore)
                (StorageId.isLocalStorage(user.getId())
                        ? session.getProvider(UserProvider.class)
                        : session.getProvider(UserFederatedStorageProvider.class));
    }
}
