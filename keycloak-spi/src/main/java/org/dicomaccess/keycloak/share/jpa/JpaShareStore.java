package org.dicomaccess.keycloak.share.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.share.HistoryEntry;
import org.dicomaccess.keycloak.share.InvalidShareException;
import org.dicomaccess.keycloak.share.MailedCode;
import org.dicomaccess.keycloak.share.Revocation;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareQuery;
import org.dicomaccess.keycloak.share.ShareState;
import org.dicomaccess.keycloak.share.ShareStore;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The shares of a realm in the database, within the session's transaction. */
public final class JpaShareStore implements ShareStore {
    private static final String UPDATE = "update ShareEntity s set ";
    private static final String ONE = " where s.id = :id and s.realmId = :realm";

    private final EntityManager database;
    private final String realmId;

    public JpaShareStore(KeycloakSession session, String realmId) {
        this.database = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
    }

    @Override
    public void insert(Share share, String codeHash, Optional<String> passcodeHash) {
        List<Object> rows = new ArrayList<>(ShareRows.studyRows(realmId, share));
        rows.add(0, ShareRows.row(realmId, share, codeHash, passcodeHash));
        rows.forEach(database::persist);
        database.flush();
        // Statements below change rows behind the persistence context: none may stay in it. Nor may
        // it be cleared, since Keycloak's own objects are in it too.
        rows.forEach(database::detach);
    }

    @Override
    public Optional<Share> byCodeHash(String codeHash) {
        return one("select s from ShareEntity s where s.codeHash = :key", codeHash);
    }

    @Override
    public Optional<Share> byId(String id) {
        return Share.isId(id)
                ? one("select s from ShareEntity s where s.id = :key", id)
                : Optional.empty();
    }

    private Optional<Share> one(String query, String key) {
        List<ShareEntity> rows =
                database.createQuery(query + " and s.realmId = :realm", ShareEntity.class)
                        .setParameter("key", key)
                        .setParameter("realm", realmId)
                        .getResultList();
        return shares(rows).stream().findFirst();
    }

    @Override
    public List<Share> find(ShareQuery query, Instant now) {
        ShareConditions conditions = ShareConditions.of(query, realmId, now.toEpochMilli());
        if (query.after().isPresent()) {
            ShareEntity last = last(query.after().get());
            conditions.after(last);
            database.detach(last);
        }
        TypedQuery<ShareEntity> page =
                database.createQuery(
                        "select s from "
                                + conditions.from()
                                + conditions.where()
                                + conditions.newestFirst(),
                        ShareEntity.class);
        conditions.values().forEach(page::setParameter);
        return shares(page.setMaxResults(query.max()).getResultList());
    }

    private ShareEntity last(String id) {
        ShareEntity last = Share.isId(id) ? database.find(ShareEntity.class, id) : null;
        if (last == null || !last.realmId.equals(realmId)) {
            // An empty page would look like the end of the list.
            throw new InvalidShareException("after", "is no share here; begin at the first page");
        }
        return last;
    }

    private List<Share> shares(List<ShareEntity> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, List<SharedStudyEntity>> studies =
                database.createQuery(
                                "select t from SharedStudyEntity t where t.shareId in :ids"
                                        + " order by t.shareId, t.place",
                                SharedStudyEntity.class)
                        .setParameter("ids", rows.stream().map(row -> row.id).toList())
                        .getResultStream()
                        .peek(database::detach)
                        .collect(Collectors.groupingBy(row -> row.shareId));
        return rows.stream()
                .peek(database::detach)
                .map(row -> ShareRows.share(row, studies.getOrDefault(row.id, List.of())))
                .toList();
    }

    @Override
    public Optional<String> passcodeHash(String id) {
        return database.createQuery(
                        "select s.passcodeHash from ShareEntity s"
                                + ONE
                                + " and s.passcodeHash is not null",
                        String.class)
                .setParameter("id", id)
                .setParameter("realm", realmId)
                .getResultStream()
                .findFirst();
    }

    @Override
    public Optional<MailedCode> mailedCode(String id) {
        return database.createQuery(
                        "select s.mailedCodeHash, s.mailedCodeAt from ShareEntity s"
                                + ONE
                                + " and s.mailedCodeHash is not null",
                        Object[].class)
                .setParameter("id", id)
                .setParameter("realm", realmId)
                .getResultStream()
                .map(row -> new MailedCode((String) row[0], Instant.ofEpochMilli((Long) row[1])))
                .findFirst();
    }

    @Override
    public boolean replaceMailedCode(String id, MailedCode code, Instant sentBefore) {
        return change(
                id,
                "s.mailedCodeHash = :hash, s.mailedCodeAt = :at",
                " and (s.mailedCodeAt is null or s.mailedCodeAt < :before)",
                Map.of(
                        "hash",
                        Optional.of(code.hash()),
                        "at",
                        Optional.of(code.sentAt().toEpochMilli()),
                        "before",
                        Optional.of(sentBefore.toEpochMilli())));
    }

    @Override
    public void forgetMailedCode(String id) {
        change(id, "s.mailedCodeHash = null, s.mailedCodeAt = null", "", Map.of());
    }

    @Override
    public boolean countAttempt(String id) {
        return change(
                id,
                "s.failedAttempts = s.failedAttempts + 1",
                " and s.failedAttempts < :attempts",
                Map.of("attempts", Optional.of(ShareState.ATTEMPTS)));
    }

    @Override
    public void clearAttempts(String id) {
        change(id, "s.failedAttempts = 0", "", Map.of());
    }

    @Override
    public boolean countOpen(String id, Instant now) {
        return change(
                id,
                "s.opens = s.opens + 1, s.opensLeft = s.opensLeft - 1, s.lastOpen = :now,"
                        + " s.unusedSince = null",
                " and s.revokedAt is null and s.notBefore <= :now and s.expires > :now"
                        + " and s.failedAttempts < :attempts"
                        + " and (s.maximumOpens is null or s.opens < s.maximumOpens)",
                Map.of(
                        "now",
                        Optional.of(now.toEpochMilli()),
                        "attempts",
                        Optional.of(ShareState.ATTEMPTS)));
    }

    @Override
    public boolean revoke(String id, Revocation revocation) {
        boolean revoked =
                change(
                        id,
                        "s.revokedAt = :at, s.revokedBy = :by, s.revokedWhy = :why",
                        " and s.revokedAt is null",
                        Map.of(
                                "at",
                                Optional.of(revocation.at().toEpochMilli()),
                                "by",
                                Optional.of(revocation.by()),
                                "why",
                                Optional.of(revocation.reason())));
        if (revoked) {
            EndedShareEntity ended = new EndedShareEntity();
            ended.shareId = id;
            ended.ended = revocation.at().toEpochMilli();
            database.persist(ended);
            database.flush();
            database.detach(ended);
        }
        return revoked;
    }

    @Override
    public void extend(String id, Instant expires, Optional<Integer> maximumOpens) {
        change(
                id,
                "s.expires = :expires, s.maximumOpens = :opens, s.endTold = false, s.opensLeft = "
                        + (maximumOpens.isEmpty()
                                ? "null"
                                : "case when s.opens < :opens then :opens - s.opens else 0 end"),
                "",
                values("expires", Optional.of(expires.toEpochMilli()), "opens", maximumOpens));
    }

    @Override
    public void setPasscode(String id, Optional<String> passcodeHash) {
        change(
                id,
                "s.passcodeHash = :hash, s.failedAttempts = 0",
                "",
                Map.of("hash", passcodeHash));
    }

    @Override
    public void append(String shareId, HistoryEntry entry) {
        HistoryEntity row = ShareRows.row(realmId, KeycloakModelUtils.generateId(), shareId, entry);
        database.persist(row);
        database.flush();
        database.detach(row);
    }

    @Override
    public long count(String shareId, HistoryEntry.Kind kind, Instant after) {
        return database.createQuery(
                        "select count(h) from HistoryEntity h where h.realmId = :realm"
                                + " and h.shareId = :id and h.happened > :after"
                                + " and h.kind = :kind",
                        Long.class)
                .setParameter("realm", realmId)
                .setParameter("id", shareId)
                .setParameter("after", after.toEpochMilli())
                .setParameter("kind", kind.code())
                .getSingleResult();
    }

    @Override
    public List<HistoryEntry> history(String shareId, int max) {
        if (!Share.isId(shareId)) {
            return List.of();
        }
        return database.createQuery(
                        "select h from HistoryEntity h where h.realmId = :realm and h.shareId = :id"
                                + " order by h.happened desc, h.id desc",
                        HistoryEntity.class)
                .setParameter("realm", realmId)
                .setParameter("id", shareId)
                .setMaxResults(max)
                .getResultStream()
                .peek(database::detach)
                .map(ShareRows::entry)
                .toList();
    }

    private static Map<String, Optional<?>> values(
            String one, Optional<?> oneValue, String other, Optional<?> otherValue) {
        return Map.of(one, oneValue, other, otherValue);
    }

    /** Whether a row was there and met the condition. */
    private boolean change(
            String id, String assignments, String condition, Map<String, Optional<?>> values) {
        var statement =
                database.createQuery(UPDATE + assignments + ONE + condition)
                        .setParameter("id", id)
                        .setParameter("realm", realmId);
        values.forEach((name, value) -> statement.setParameter(name, value.orElse(null)));
        return statement.executeUpdate() == 1;
    }
}
