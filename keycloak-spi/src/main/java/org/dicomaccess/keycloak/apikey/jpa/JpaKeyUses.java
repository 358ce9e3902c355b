package org.dicomaccess.keycloak.apikey.jpa;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.dicomaccess.keycloak.apikey.ApiKeyCredential;
import org.dicomaccess.keycloak.apikey.KeyUses;
import org.dicomaccess.keycloak.apikey.UsedKey;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.StorageId;

/**
 * Writes last uses into the credentials' own rows, one column of each. Keycloak's stores would
 * write whole rows and raise their versions: whoever deletes or renames a key at that moment would
 * fail, and every node would forget its owner and load them again.
 */
public final class JpaKeyUses implements KeyUses {
    private static final String LOCAL = "CredentialEntity";

    /** Credentials of users whom another directory keeps. */
    private static final String FEDERATED = "FederatedUserCredentialEntity";

    @Override
    public void record(KeycloakSession session, UsedKey used, Instant at) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        String entity = StorageId.isLocalStorage(used.userId()) ? LOCAL : FEDERATED;
        entities.createQuery(
                        "select c.credentialData from %s c where c.id = :id and c.type = :type"
                                .formatted(entity),
                        String.class)
                .setParameter("id", used.keyId())
                .setParameter("type", ApiKeyCredential.TYPE)
                .getResultStream()
                .findFirst()
                .flatMap(data -> ApiKeyCredential.dataWithUse(data, at))
                .ifPresent(data -> write(entities, entity, used, data));
    }

    private static void write(EntityManager entities, String entity, UsedKey used, String data) {
        entities.createQuery(
                        "update %s c set c.credentialData = :data where c.id = :id"
                                .formatted(entity))
                .setParameter("data", data)
                .setParameter("id", used.keyId())
                .executeUpdate();
    }
}
