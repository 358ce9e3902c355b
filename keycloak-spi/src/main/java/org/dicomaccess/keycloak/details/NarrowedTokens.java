package org.dicomaccess.keycloak.details;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.jboss.logging.Logger;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/** Access tokens of Keycloak's own with authorization details of the type {@code dicom_study}. */
public final class NarrowedTokens {
    private static final Logger LOG = Logger.getLogger(NarrowedTokens.class);

    private NarrowedTokens() {}

    /**
     * Exactly what a narrowed token opens on a resource server, until the token ends: perhaps
     * nothing, as it does when its details are malformed. Empty when the token is not narrowed.
     */
    public static Optional<List<HeldGrant>> of(UserToken token, ResourceServer server) {
        List<AuthorizationDetailsJSONRepresentation> ours = ours(token.claims());
        return ours.isEmpty() ? Optional.empty() : Optional.of(grants(ours, token, server));
    }

    /** Whether a token is narrowed, and so good for nothing but looking at its studies. */
    public static boolean isNarrowed(AccessToken claims) {
        return !ours(claims).isEmpty();
    }

    /** Its entries of our type. */
    static List<AuthorizationDetailsJSONRepresentation> ours(AccessToken claims) {
        List<AuthorizationDetailsJSONRepresentation> all = claims.getAuthorizationDetails();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(entry -> entry != null && StudyDetail.TYPE.equals(entry.getType()))
                        .toList();
    }

    private static List<HeldGrant> grants(
            List<AuthorizationDetailsJSONRepresentation> entries,
            UserToken token,
            ResourceServer server) {
        Long issued = token.claims().getIat();
        Long expires = token.claims().getExp();
        if (issued == null || expires == null || expires <= issued) {
            return List.of();
        }
        List<HeldGrant> grants = new ArrayList<>();
        try {
            for (AuthorizationDetailsJSONRepresentation entry : entries) {
                StudyDetail detail = StudyDetailJson.read(entry);
                if (server.location().filter(detail.locations()::contains).isPresent()) {
                    grants.add(
                            HeldGrant.of(
                                    new Grant(
                                            server.clientId(),
                                            detail.studies(),
                                            Set.of(),
                                            detail.actions(),
                                            Instant.ofEpochSecond(issued),
                                            Instant.ofEpochSecond(expires))));
                }
            }
        } catch (RefusedDetailsException e) {
            LOG.debugf("Malformed details in a token: %s", e.description());
            return List.of();
        }
        return grants;
    }
}
