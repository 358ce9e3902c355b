package org.dicomaccess.keycloak.details;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.models.KeycloakSession;

/**
 * Decides whether somebody is granted what was asked for in their name: all of it, or nothing.
 * Whoever asks must be a client that the resource server takes anyway, or have the user's consent
 * for this very server; the user must see each study there, as for shares.
 */
final class Granting {
    private static final String LOCATIONS = "locations";

    private final KeycloakSession session;
    private final Sight sight;

    Granting(KeycloakSession session) {
        this.session = session;
        this.sight = new Sight(session);
    }

    /**
     * What is granted: the same, with the locations written out.
     *
     * @throws RefusedDetailsException when it is not, or not now
     */
    StudyDetail grant(StudyDetail asked, Holder holder) throws RefusedDetailsException {
        if (Administration.isOpen(holder.user(), holder.client())) {
            throw RefusedDetailsException.invalid(
                    RequestedDetails.PARAMETER,
                    "the user administers Keycloak, also with any token of this client");
        }
        LookupToken token = new LookupToken(session, holder);
        Map<URI, ResourceServer> servers = servers(asked, token);
        for (Map.Entry<URI, ResourceServer> server : servers.entrySet()) {
            requireClient(asked, server.getKey(), server.getValue(), holder, token);
        }
        for (ResourceServer server : servers.values()) {
            sight.require(asked, server, token.mint(server));
        }
        return asked.at(servers.keySet());
    }

    private Map<URI, ResourceServer> servers(StudyDetail asked, LookupToken token)
            throws RefusedDetailsException {
        Locations all = Locations.of(session.getContext().getRealm());
        Map<URI, ResourceServer> servers = new LinkedHashMap<>();
        for (URI location : asked.locations()) {
            servers.put(location, all.at(location));
        }
        if (servers.isEmpty()) {
            ResourceServer server = onlyServer(token);
            servers.put(Locations.of(server), server);
        }
        return servers;
    }

    private ResourceServer onlyServer(LookupToken token) throws RefusedDetailsException {
        List<ResourceServer> taking =
                ResourceServer.all(session.getContext().getRealm())
                        .filter(token::usuallyGoesTo)
                        .toList();
        if (taking.size() != 1) {
            throw RefusedDetailsException.invalid(
                    LOCATIONS,
                    taking.isEmpty()
                            ? "is missing, and no resource server takes tokens of this client"
                            : "must say which of several resource servers");
        }
        return taking.get(0);
    }

    private static void requireClient(
            StudyDetail asked,
            URI location,
            ResourceServer server,
            Holder holder,
            LookupToken token)
            throws RefusedDetailsException {
        AgreedDetails agreed = holder.agreed();
        if (holder.client().isConsentRequired() && !agreed.include(asked, location)) {
            throw RefusedDetailsException.invalid(
                    RequestedDetails.PARAMETER, "the user has not agreed to this");
        }
        if (!token.usuallyGoesTo(server) && !agreed.nameLocation(asked, location)) {
            throw RefusedDetailsException.invalid(
                    LOCATIONS, "this client is not known at " + location);
        }
    }
}
