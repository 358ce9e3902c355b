package org.dicomaccess.keycloak.share.jpa;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dicomaccess.keycloak.share.ShareStandings;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Standings as the database has them. */
public final class JpaShareStandings implements ShareStandings {

    @Override
    public boolean inForce(KeycloakSession session, String shareId) {
        return !database(session)
                .createQuery(
                        "select s.id from ShareEntity s where s.id = :id and s.revokedAt is null",
                        String.class)
                .setParameter("id", shareId)
                .getResultList()
                .isEmpty();
    }

    @Override
    public List<String> endedSince(KeycloakSession session, Instant moment) {
        return database(session)
                .createQuery(
                        "select e.shareId from EndedShareEntity e where e.ended >= :moment"
                                + " order by e.ended",
                        String.class)
                .setParameter("moment", moment.toEpochMilli())
                .getResultList();
    }

    @Override
    public void recordUse(KeycloakSession session, Map<String, Instant> uses) {
        EntityManager database = database(session);
        // In one order everywhere, so that two nodes never wait for each other.
        new TreeMap<>(uses)
                .forEach(
                        (id, at) ->
                                database.createQuery(
                                                "update ShareEntity s set s.lastUse = :at,"
                                                        + " s.unusedSince = null where"
                                                        + " s.id = :id and (s.lastUse is null or"
                                                        + " s.lastUse < :at)")
                                        .setParameter("id", id)
                                        .setParameter("at", at.toEpochMilli())
                                        .executeUpdate());
    }

    private static EntityManager database(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
