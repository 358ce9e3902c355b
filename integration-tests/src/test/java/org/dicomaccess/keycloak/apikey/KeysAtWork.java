package org.dicomaccess.keycloak.apikey;

import java.util.Arrays;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.DicomAccessSource;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
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

    /** What the database has of a key, credential data and secret data; empty when it has none. */
    static FetchOnServer stored(String keyId) {
        return session ->
                session.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(
                                "select concat(c.credentialData, c.secretData)"
                                        + " from CredentialEntity c where c.id = :id",
                                String.class)
                        .setParameter("id", keyId)
                        .getResultStream()
                        .findFirst()
                        .orElse("");
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

    /** Adds keys to a user and the table, as a large site has them. */
    static FetchOnServer manyMore(String userId, int count) {
        return session -> {
            RealmModel realm = session.getContext().getRealm();
            UserModel user = session.users().getUserById(realm, userId);
            for (int i = 0; i < count; i++) {
                CredentialModel key = new CredentialModel();
                key.setType(ApiKeyCredential.TYPE);
                key.setUserLabel("one of many " + i);
                key.setCreatedDate(0L);
                key.setCredentialData("{}");
                key.setSecretData("{}");
                user.credentialManager().createStoredCredential(key);
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
                    access(own)
                            .apiKeys()
                            .verify(key, owner -> !UserProfiles.isForPluginOnly(owner))
                            .orElseThrow();
                });
    }

    private static long loaded(Statistics statistics, String entity) {
        return Arrays.stream(statistics.getEntityNames())
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
