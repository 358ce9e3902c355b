package org.dicomaccess.keycloak.benchmarks.upkeep;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import org.dicomaccess.keycloak.share.ShareUpkeep;
import org.dicomaccess.keycloak.share.jpa.JpaShareStandings;
import org.dicomaccess.keycloak.share.jpa.JpaShareUpkeep;
import org.keycloak.models.KeycloakSession;

/** What the extension asks of the database each hour, each minute and each second, once. */
public final class UpkeepResource {
    /** Older than anything in the benchmark: there is nothing to remove, as in most hours. */
    private static final Duration KEPT = Duration.ofDays(800);

    private final KeycloakSession session;

    UpkeepResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    public Response once() {
        Instant now = Instant.now();
        ShareUpkeep upkeep = new JpaShareUpkeep(session, session.getContext().getRealm().getId());
        upkeep.removeEnded(now.minus(KEPT));
        upkeep.removeUnusedPublications(now.minus(KEPT), now);
        upkeep.removeHistory(now.minus(KEPT));
        upkeep.openedUntold(now.minus(Duration.ofHours(1)));
        upkeep.endingUntold(now, now.plus(Duration.ofDays(1)));
        new JpaShareStandings().endedSince(session, now.minus(Duration.ofSeconds(5)));
        return Response.ok("{}", MediaType.APPLICATION_JSON_TYPE).build();
    }
}
