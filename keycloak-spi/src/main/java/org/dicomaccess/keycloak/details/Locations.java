package org.dicomaccess.keycloak.details;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.models.RealmModel;

/** The resource servers of a realm by the DICOMweb roots that name them. */
public record Locations(List<ResourceServer> servers) {
    private static final String FIELD = "locations";

    /** Those of a realm. */
    public static Locations of(RealmModel realm) {
        return new Locations(ResourceServer.all(realm).toList());
    }

    /**
     * The one resource server at a root.
     *
     * @throws RefusedDetailsException when there is none, or more than one
     */
    public ResourceServer at(URI location) throws RefusedDetailsException {
        List<ResourceServer> found = allAt(location);
        if (found.isEmpty()) {
            throw RefusedDetailsException.invalid(FIELD, "no resource server is at one of them");
        }
        if (found.size() > 1) {
            throw RefusedDetailsException.invalid(FIELD, "several resource servers share one");
        }
        return found.get(0);
    }

    /**
     * The root that names a resource server.
     *
     * @throws RefusedDetailsException when nothing does
     */
    static URI of(ResourceServer server) throws RefusedDetailsException {
        return server.location()
                .orElseThrow(
                        () ->
                                RefusedDetailsException.invalid(
                                        FIELD, "nothing names the resource server"));
    }

    /** The client ids of whatever is at these roots: audiences of a token for them. */
    Set<String> audiences(List<StudyDetail> details) {
        return details.stream()
                .flatMap(detail -> detail.locations().stream())
                .flatMap(location -> allAt(location).stream())
                .map(ResourceServer::clientId)
                .collect(Collectors.toSet());
    }

    private List<ResourceServer> allAt(URI location) {
        return servers.stream()
                .filter(server -> server.location().filter(location::equals).isPresent())
                .toList();
    }
}
