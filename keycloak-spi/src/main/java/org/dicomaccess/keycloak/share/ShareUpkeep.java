package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.List;

/**
 * What the passing of time and the end of others do to the shares of one realm. Each call does a
 * part of the work, so that no transaction lasts long.
 */
public interface ShareUpkeep {

    /**
     * Removes shares that expired or were revoked before a moment.
     *
     * @return whether there may be more
     */
    boolean removeEnded(Instant before);

    /**
     * Removes publications that were made before a moment and never opened or used.
     *
     * @return whether there may be more
     */
    boolean removeUnusedPublications(Instant before, Instant now);

    /**
     * Removes what happened before a moment.
     *
     * @return whether there may be more
     */
    boolean removeHistory(Instant before);

    /** Forgets the ends that every node has long seen. */
    void removeSeenEnds(Instant before);

    /** Everything of the realm. */
    void removeAll();

    /** All shares that a user gave, with their history; those for the user are taken back. */
    void removeUser(String userId, Instant now);

    /** All shares on a resource server, or given by it, with their history. */
    void removeClient(String clientId, Instant now);

    /** Shares whose owner wants to know that they were opened, last since a moment. */
    List<Share> openedUntold(Instant since);

    /** Shares whose owner wants to know that they end, from now until a moment. */
    List<Share> endingUntold(Instant now, Instant until);

    /**
     * Records that the owner was told of the first open.
     *
     * @return false when they had been told before
     */
    boolean openTold(String shareId);

    /**
     * Records that the owner was told of the end.
     *
     * @return false when they had been told before
     */
    boolean endTold(String shareId);
}
