package org.dicomaccess.keycloak.share.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareUpkeep;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The upkeep of a realm's shares in the database, within the session's transaction. What asks for
 * some rows from a moment on asks for them in order: otherwise a database that expects to find
 * enough of them anywhere reads the whole table when there are none.
 */
public final class JpaShareUpkeep implements ShareUpkeep {
    private static final int PART = 500;
    private static final int LETTERS = 100;
    private static final String IDS = "select s.id from ShareEntity s where s.realmId = :realm";
    private static final String SHARES = "select s from ShareEntity s where s.realmId = :realm";
    private static final String REALM = "realm";

    private final EntityManager database;
    private final String realmId;

    public JpaShareUpkeep(KeycloakSession session, String realmId) {
        this.database = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
    }

    @Override
    public boolean removeEnded(Instant before) {
        Map<String, Object> moment = Map.of("before", before.toEpochMilli());
        boolean more = remove(some(IDS + " and s.expires < :before order by s.expires", moment));
        return remove(some(IDS + " and s.revokedAt < :before order by s.revokedAt", moment))
                || more;
    }

    @Override
    public boolean removeUnusedPublications(Instant before, Instant now) {
        List<String> unused =
                some(
                        IDS + " and s.unusedSince < :before order by s.unusedSince",
                        Map.of("before", before.toEpochMilli()));
        end(unused, now);
        return remove(unused);
    }

    @Override
    public boolean removeHistory(Instant before) {
        List<String> old =
                some(
                        "select h.id from HistoryEntity h where h.realmId = :realm"
                                + " and h.happened < :before order by h.happened",
                        Map.of("before", before.toEpochMilli()));
        if (!old.isEmpty()) {
            database.createQuery("delete from HistoryEntity h where h.id in :ids")
                    .setParameter("ids", old)
                    .executeUpdate();
        }
        return old.size() == PART;
    }

    @Override
    public void removeSeenEnds(Instant before) {
        database.createQuery("delete from EndedShareEntity e where e.ended < :before")
                .setParameter("before", before.toEpochMilli())
                .executeUpdate();
    }

    @Override
    public void removeAll() {
        for (String entity : List.of("SharedStudyEntity", "HistoryEntity", "ShareEntity")) {
            database.createQuery("delete from " + entity + " e where e.realmId = :realm")
                    .setParameter(REALM, realmId)
                    .executeUpdate();
        }
    }

    @Override
    public void removeUser(String userId, Instant now) {
        removeWithHistory(" and s.ownerId = :id", Map.of("id", userId), now);
        Map<String, Object> addressee = Map.of("id", userId);
        List<String> addressed =
                all(IDS + " and s.recipient = :id and s.revokedAt is null", addressee);
        end(addressed, now);
        if (!addressed.isEmpty()) {
            database.createQuery(
                            "update ShareEntity s set s.revokedAt = :now, s.revokedBy = 'system',"
                                    + " s.revokedWhy = 'the recipient was removed'"
                                    + " where s.realmId = :realm and s.recipient = :id"
                                    + " and s.revokedAt is null")
                    .setParameter("now", now.toEpochMilli())
                    .setParameter(REALM, realmId)
                    .setParameter("id", userId)
                    .executeUpdate();
        }
    }

    @Override
    public void removeClient(String clientId, Instant now) {
        Map<String, Object> client = Map.of("id", clientId);
        removeWithHistory(" and (s.clientId = :id or s.ownerId = :id)", client, now);
    }

    @Override
    public List<Share> openedUntold(Instant since) {
        return shares(
                " and s.lastOpen >= :since and s.noticeOpen = true and s.openTold = false"
                        + " order by s.lastOpen",
                Map.of("since", since.toEpochMilli()));
    }

    @Override
    public List<Share> endingUntold(Instant now, Instant until) {
        return shares(
                " and s.expires > :now and s.expires <= :until and s.noticeEnd = true"
                        + " and s.endTold = false and s.revokedAt is null order by s.expires",
                Map.of("now", now.toEpochMilli(), "until", until.toEpochMilli()));
    }

    @Override
    public boolean openTold(String shareId) {
        return told("openTold", shareId);
    }

    @Override
    public boolean endTold(String shareId) {
        return told("endTold", shareId);
    }

    private boolean told(String mark, String shareId) {
        return database.createQuery(
                                "update ShareEntity s set s.%1$s = true where s.id = :id and s.%1$s = false"
                                        .formatted(mark))
                        .setParameter("id", shareId)
                        .executeUpdate()
                == 1;
    }

    private List<Share> shares(String condition, Map<String, Object> values) {
        var query = database.createQuery(SHARES + condition, ShareEntity.class);
        query.setParameter(REALM, realmId);
        values.forEach(query::setParameter);
        return query.setMaxResults(LETTERS)
                .getResultStream()
                .peek(database::detach)
                .map(row -> ShareRows.share(row, studies(row.id)))
                .toList();
    }

    private List<SharedStudyEntity> studies(String shareId) {
        return database.createQuery(
                        "select t from SharedStudyEntity t where t.shareId = :id order by t.place",
                        SharedStudyEntity.class)
                .setParameter("id", shareId)
                .getResultStream()
                .peek(database::detach)
                .toList();
    }

    private void removeWithHistory(String condition, Map<String, Object> values, Instant now) {
        List<String> ids = all(IDS + condition, values);
        end(ids, now);
        for (int from = 0; from < ids.size(); from += PART) {
            List<String> part = ids.subList(from, Math.min(from + PART, ids.size()));
            database.createQuery("delete from HistoryEntity h where h.shareId in :ids")
                    .setParameter("ids", part)
                    .executeUpdate();
            remove(part);
        }
    }

    private List<String> some(String query, Map<String, Object> values) {
        return strings(query, values).setMaxResults(PART).getResultList();
    }

    private List<String> all(String query, Map<String, Object> values) {
        return strings(query, values).getResultList();
    }

    private TypedQuery<String> strings(String text, Map<String, Object> values) {
        var query = database.createQuery(text, String.class);
        query.setParameter(REALM, realmId);
        values.forEach(query::setParameter);
        return query;
    }

    /** Tells every node, since tokens of these shares may still be about. */
    private void end(List<String> ids, Instant now) {
        for (String id : ids) {
            if (database.find(EndedShareEntity.class, id) == null) {
                EndedShareEntity ended = new EndedShareEntity();
                ended.shareId = id;
                ended.ended = now.toEpochMilli();
                database.persist(ended);
            }
        }
        database.flush();
    }

    private boolean remove(List<String> ids) {
        if (ids.isEmpty()) {
            return false;
        }
        database.createQuery("delete from SharedStudyEntity t where t.shareId in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
        database.createQuery("delete from ShareEntity s where s.id in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
        return ids.size() >= PART;
    }
}
