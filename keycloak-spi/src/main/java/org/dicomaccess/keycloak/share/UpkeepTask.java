package org.dicomaccess.keycloak.share;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.ScheduledTask;

/**
 * Removes what has been kept long enough, in every realm that has the endpoint; once an hour on one
 * node of a cluster.
 */
public final class UpkeepTask implements ScheduledTask {
    /** How often it runs. */
    public static final Duration INTERVAL = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(UpkeepTask.class);

    /** Every node has seen an end within a second; a day covers one that was down. */
    private static final Duration ENDS_KEPT = Duration.ofDays(1);

    private final BiFunction<KeycloakSession, String, ShareUpkeep> upkeep;

    /** Of a session and a realm's id. */
    public UpkeepTask(BiFunction<KeycloakSession, String, ShareUpkeep> upkeep) {
        this.upkeep = upkeep;
    }

    @Override
    public String getTaskName() {
        return "dicom-access-upkeep";
    }

    @Override
    public void run(KeycloakSession session) {
        List<String> realms = session.realms().getRealmsStream().map(RealmModel::getId).toList();
        realms.forEach(realm -> run(session, realm));
    }

    private void run(KeycloakSession session, String realmId) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return;
        }
        RealmSettings settings = new RealmSettings(realm);
        try {
            if (!settings.enabled()) {
                return;
            }
            Instant ended = now.minus(settings.endedSharesKept());
            Instant unused = now.minus(settings.unusedPublicationsKept());
            Instant history = now.minus(settings.historyKept());
            repeat(session, realmId, work -> work.removeEnded(ended));
            repeat(session, realmId, work -> work.removeUnusedPublications(unused, now));
            repeat(session, realmId, work -> work.removeHistory(history));
            repeat(
                    session,
                    realmId,
                    work -> {
                        work.removeSeenEnds(now.minus(ENDS_KEPT));
                        return false;
                    });
        } catch (InvalidSettingException e) {
            // Nothing is removed on a guess.
            LOG.warn(e.getMessage());
        }
    }

    /** Part by part, each in a transaction of its own. */
    private void repeat(KeycloakSession session, String realmId, Predicate<ShareUpkeep> part) {
        boolean more = true;
        while (more) {
            more =
                    KeycloakModelUtils.runJobInTransactionWithResult(
                            session.getKeycloakSessionFactory(),
                            own -> part.test(upkeep.apply(own, realmId)));
        }
    }
}
