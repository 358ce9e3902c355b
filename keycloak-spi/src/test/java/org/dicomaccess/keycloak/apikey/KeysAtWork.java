package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.DicomAccessSource;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.testframework.remote.providers.runonserver.FetchOnServer;

/**
 * What is done to API keys on the server itself, with the memory that its doors use. It is loaded
 * there, so it knows nothing of the test's own libraries.
 */
public final class KeysAtWork {
    private KeysAtWork() {}

    /** Has last uses recorded, as happens once a minute. */
    public static FetchOnServer recorded() {
        return session -> {
            access(session).lastUses().record();
            return "";
        };
    }

    /** The credential data of a key as the database has them; empty when it has no such key. */
    static FetchOnServer stored(String userId, String keyId) {
        return session -> {
            RealmModel realm = session.getContext().getRealm();
            UserModel user = session.users().getUserById(realm, userId);
            return new KeyStore(session, realm)
                    .find(user, keyId)
                    .map(credential -> String.valueOf(credential.getCredentialData()))
                    .orElse("");
        };
    }

    /** The secret data of a key as the database has them. */
    static FetchOnServer secretData(String userId, String keyId) {
        return session -> {
            RealmModel realm = session.getContext().getRealm();
            UserModel user = session.users().getUserById(realm, userId);
            return new KeyStore(session, realm).find(user, keyId).orElseThrow().getSecretData();
        };
    }

    /** Has a use recorded that was remembered before its key was revoked. */
    static FetchOnServer recordedTooLate(String userId, String keyId) {
        return session -> {
            LastUses uses = access(session).lastUses();
            uses.used(
                    new UsedKey(session.getContext().getRealm().getId(), userId, keyId),
                    Instant.EPOCH);
            uses.record();
            return "";
        };
    }

    /**
     * What the database is asked while a key is verified many times, each time by a session of its
     * own.
     *
     * @return how many statements, credentials read, and users read, with a space between
     */
    static FetchOnServer askedBy(String key, int times) {
        return session -> {
            verified(session, key);
            Statistics statistics = statistics(session);
            statistics.clear();
            statistics.setStatisticsEnabled(true);
            for (int i = 0; i < times; i++) {
                verified(session, key);
            }
            statistics.setStatisticsEnabled(false);
            return statistics.getPrepareStatementCount()
                    + " "
                    + loaded(statistics, "CredentialEntity")
                    + " "
                    + loaded(statistics, "UserEntity");
        };
    }

    /** Adds keys of nobody's that are in use to the table, as a large site has them. */
    static FetchOnServer manyMore(String userId, int count) {
        return session -> {
            RealmModel realm = session.getContext().getRealm();
            UserModel user = session.users().getUserById(realm, userId);
            for (int i = 0; i < count; i++) {
                user.credentialManager()
                        .createStoredCredential(
                                ApiKeyCredential.of(
                                        "one of many " + i,
                                        new KeyPermissions.Only(Set.of("view")),
                                        Instant.EPOCH,
                                        Optional.empty(),
                                        "none"));
            }
            return "";
        };
    }

    private static void verified(KeycloakSession session, String key) {
        String realmId = session.getContext().getRealm().getId();
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(),
                own -> {
                    own.getContext().setRealm(own.realms().getRealm(realmId));
                    access(own).apiKeys().verify(key).orElseThrow();
                });
    }

    private static long loaded(Statistics statistics, String entity) {
        return List.of(statistics.getEntityNames()).stream()
                .filter(name -> name.endsWith("." + entity))
                .mapToLong(name -> statistics.getEntityStatistics(name).getLoadCount())
                .sum();
    }

    private static Statistics statistics(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .getEntityManagerFactory()
                .unwrap(SessionFactory.class)
                .getStatistics();
    }

    private static DicomAccess access(KeycloakSession session) {
        DicomAccessSource source =
                (DicomAccessSource)
                        session.getKeycloakSessionFactory()
                                .getProviderFactory(RealmResourceProvider.class, "dicom-access");
        return source.access(session).orElseThrow();
    }
}
