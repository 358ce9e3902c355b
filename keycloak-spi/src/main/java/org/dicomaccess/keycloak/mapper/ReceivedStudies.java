package org.dicomaccess.keycloak.mapper;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.profile.RolePermissions;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.jpa.JpaShareStore;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Studies that a server shows somebody because they were shared with them. Whoever received a share
 * cannot pass it on: what they gave would not end when theirs does. People whose roles reach every
 * study have no need of the share, so for them nothing counts as received.
 */
public final class ReceivedStudies {
    private final KeycloakSession session;

    public ReceivedStudies(KeycloakSession session) {
        this.session = session;
    }

    /** One of the wanted studies that was received; empty when none was. */
    public Optional<StudyInstanceUid> oneOf(
            Collection<StudyInstanceUid> wanted, UserToken token, ResourceServer server) {
        if (!GrantedStudies.mayBeIn(token)
                || RolePermissions.of(token.user(), server).readEveryStudy()) {
            return Optional.empty();
        }
        RealmModel realm = session.getContext().getRealm();
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        Set<StudyInstanceUid> received =
                SharesForUser.of(realm, token.user(), server)
                        .in(new JpaShareStore(session, realm.getId()), now)
                        .flatMap(GivenStudies::uids)
                        .collect(Collectors.toSet());
        return wanted.stream().filter(received::contains).findFirst();
    }
}
