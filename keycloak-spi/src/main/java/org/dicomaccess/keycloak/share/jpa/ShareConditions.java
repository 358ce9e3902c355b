package org.dicomaccess.keycloak.share.jpa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.share.ShareQuery;
import org.dicomaccess.keycloak.share.ShareState;

/**
 * A query as the parts of a JPQL statement, so that an index gives the rows in their order: of a
 * study the index of its places in shares, else one of the shares.
 */
final class ShareConditions {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final boolean ofStudy;

    private ShareConditions(boolean ofStudy) {
        this.ofStudy = ofStudy;
    }

    /**
     * @param now milliseconds; the states follow from it
     */
    static ShareConditions of(ShareQuery query, String realmId, long now) {
        ShareConditions all = new ShareConditions(query.study().isPresent());
        all.add("s.realmId = :realm", "realm", realmId);
        String owners = all.ofStudy ? "t.ownerId = :owner" : "s.ownerId = :owner";
        query.owner().ifPresent(owner -> all.add(owners, "owner", owner.id()));
        query.recipient().ifPresent(to -> all.add("s.recipient = :recipient", "recipient", to));
        query.resourceServer().ifPresent(id -> all.add("s.clientId = :client", "client", id));
        query.study()
                .ifPresent(
                        study ->
                                all.add(
                                        "t.realmId = :realm and t.studyUid = :study"
                                                + " and t.listed is not null",
                                        "study",
                                        study.value()));
        query.state().ifPresent(state -> all.add(state, now));
        return all;
    }

    /** Behind the share that stands there, newest first. */
    ShareConditions after(ShareEntity last) {
        add(created() + " <= :lastCreated", "lastCreated", last.created);
        add("(" + created() + " < :lastCreated or " + id() + " < :lastId)", "lastId", last.id);
        return this;
    }

    String from() {
        return ofStudy
                ? "SharedStudyEntity t join ShareEntity s on s.id = t.shareId"
                : "ShareEntity s";
    }

    String where() {
        return " where " + String.join(" and ", conditions);
    }

    String newestFirst() {
        return " order by " + created() + " desc, " + id() + " desc";
    }

    Map<String, Object> values() {
        return values;
    }

    private String created() {
        return ofStudy ? "t.listed" : "s.created";
    }

    private String id() {
        return ofStudy ? "t.shareId" : "s.id";
    }

    /**
     * The same as {@link ShareState#of}, in the database's words; a test compares the two. What is
     * counted stops at its limit, so a limit is met with {@code =}, which an index can answer in
     * order; as a literal, since a database that knows how rare it is takes that index.
     */
    private void add(ShareState state, long now) {
        if (state == ShareState.REVOKED) {
            conditions.add("s.revokedAt is not null");
            return;
        }
        conditions.add("s.revokedAt is null");
        values.put("now", now);
        if (state == ShareState.EXPIRED) {
            conditions.add("s.expires <= :now");
            return;
        }
        conditions.add("s.expires > :now");
        if (state == ShareState.EXHAUSTED) {
            conditions.add("s.opensLeft = 0");
            return;
        }
        conditions.add("(s.opensLeft is null or s.opensLeft > 0)");
        if (state == ShareState.LOCKED) {
            conditions.add("s.failedAttempts = " + ShareState.ATTEMPTS);
            return;
        }
        conditions.add("s.failedAttempts < " + ShareState.ATTEMPTS);
        if (state == ShareState.PENDING) {
            conditions.add("s.notBefore > :now");
            // Ends the range, for databases that plan before they know the moment: they take a
            // range with one end for a third of all rows.
            add("s.notBefore < :never", "never", Long.MAX_VALUE);
            return;
        }
        conditions.add("s.notBefore <= :now");
    }

    private void add(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }
}
