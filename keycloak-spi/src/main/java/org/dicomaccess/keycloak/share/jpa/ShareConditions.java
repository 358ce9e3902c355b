package org.dicomaccess.keycloak.share.jpa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.share.ShareQuery;
import org.dicomaccess.keycloak.share.ShareState;

/** A query as the conditions of a JPQL statement. */
final class ShareConditions {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ShareConditions() {}

    /**
     * @param now milliseconds; the states follow from it
     */
    static ShareConditions of(ShareQuery query, String realmId, long now) {
        ShareConditions all = new ShareConditions();
        all.add("s.realmId = :realm", "realm", realmId);
        query.owner().ifPresent(owner -> all.add("s.ownerId = :owner", "owner", owner.id()));
        query.recipient().ifPresent(to -> all.add("s.recipient = :recipient", "recipient", to));
        query.resourceServer().ifPresent(id -> all.add("s.clientId = :client", "client", id));
        query.study()
                .ifPresent(
                        study ->
                                all.add(
                                        "s.id in (select t.shareId from SharedStudyEntity t where"
                                                + " t.realmId = :realm and t.studyUid = :study)",
                                        "study",
                                        study.value()));
        query.state().ifPresent(state -> all.add(state, now));
        return all;
    }

    /** Behind the share that stands there, newest first. */
    ShareConditions after(ShareEntity last) {
        add("s.created <= :lastCreated", "lastCreated", last.created);
        add("(s.created < :lastCreated or s.id < :lastId)", "lastId", last.id);
        return this;
    }

    String where() {
        return " where " + String.join(" and ", conditions);
    }

    Map<String, Object> values() {
        return values;
    }

    /** The same as {@link ShareState#of}, in the database's words; a test compares the two. */
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
            conditions.add("s.opens >= s.maximumOpens");
            return;
        }
        conditions.add("(s.maximumOpens is null or s.opens < s.maximumOpens)");
        values.put("attempts", ShareState.ATTEMPTS);
        if (state == ShareState.LOCKED) {
            conditions.add("s.failedAttempts >= :attempts");
            return;
        }
        conditions.add("s.failedAttempts < :attempts");
        conditions.add(state == ShareState.PENDING ? "s.notBefore > :now" : "s.notBefore <= :now");
    }

    private void add(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }
}
