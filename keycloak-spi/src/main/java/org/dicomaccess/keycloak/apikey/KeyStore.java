package org.dicomaccess.keycloak.apikey;

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
 * users holds them too, but another node's may hold a deleted one for as long as it takes to tell
 * it.
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
