package org.dicomaccess.keycloak.details;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicomweb.DicomWebAddressMissingException;
import org.dicomaccess.keycloak.dicomweb.FoundStudies;
import org.dicomaccess.keycloak.dicomweb.ServerUnreachableException;
import org.dicomaccess.keycloak.dicomweb.StudyLookup;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Settings;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * Decides whether somebody is granted what was asked for in their name: all of it, or nothing.
 * Whoever asks must be a client that the resource server takes anyway, or have the user's consent
 * for this very server; the user must see each study there, as for shares.
 */
final class Granting {
    private static final Logger LOG = Logger.getLogger(Granting.class);
    private static final String LOCATIONS = "locations";
    private static final String ACTIONS = "actions";
    private static final String STUDIES = "study_instance_uids";

    private final KeycloakSession session;
    private final StudyLookup lookup;

    Granting(KeycloakSession session) {
        this.session = session;
        this.lookup = new StudyLookup(session);
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
            requireUser(asked, server, token.mint(server));
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

    private void requireUser(StudyDetail asked, ResourceServer server, UserToken user)
            throws RefusedDetailsException {
        if (asked.actions().contains(Action.DOWNLOAD) && !user.mayDownload()) {
            throw RefusedDetailsException.invalid(
                    ACTIONS, "must not have download: the user has not");
        }
        if (server.sharesUnseen() && user.mayShare()) {
            LOG.warnf(
                    "%s is set on %s: user %s is granted studies that nobody looked for",
                    Settings.SHARE_UNSEEN.name(), server.clientId(), user.user().getId());
            return;
        }
        FoundStudies found = find(asked, server, user);
        if (!found.complete()) {
            throw RefusedDetailsException.invalid(
                    STUDIES,
                    "the image server does not show the user study " + found.notFound().get(0));
        }
    }

    private FoundStudies find(StudyDetail asked, ResourceServer server, UserToken user)
            throws RefusedDetailsException {
        try {
            return lookup.find(server, user.compact(), List.copyOf(asked.studies()));
        } catch (DicomWebAddressMissingException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw RefusedDetailsException.unavailable(
                    "The client attribute %s is not set".formatted(Settings.DICOM_WEB_URL.name()));
        } catch (ServerUnreachableException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw RefusedDetailsException.unavailable(
                    "The image server cannot be asked whether the user may see these studies");
        }
    }
}
