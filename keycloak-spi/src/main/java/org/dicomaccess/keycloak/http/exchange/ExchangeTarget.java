package org.dicomaccess.keycloak.http.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.details.Locations;
import org.dicomaccess.keycloak.details.RefusedDetailsException;
import org.dicomaccess.keycloak.details.RequestedDetails;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.http.exchange.ExchangeRefusedException.Cause;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.RealmModel;

/**
 * The one resource server that a token is asked for: by {@code audience}, by {@code resource}, by
 * the {@code locations} of the details, or without any of them the only one that takes the subject
 * token. A study token has one audience.
 */
final class ExchangeTarget {
    private final Locations locations;
    private final List<ResourceServer> taking;

    /**
     * @param subject only what takes it is a target
     */
    ExchangeTarget(RealmModel realm, ExchangeSubject subject) {
        this.locations = Locations.of(realm);
        this.taking = locations.servers().stream().filter(subject::isFor).toList();
    }

    ResourceServer of(ExchangeRequest request, RequestedDetails details)
            throws ExchangeRefusedException {
        Map<String, ResourceServer> named = new LinkedHashMap<>();
        for (String audience : request.audiences()) {
            named.put(audience, byAudience(audience));
        }
        for (String resource : request.resources()) {
            ResourceServer server = byResource(resource);
            named.put(server.clientId(), server);
        }
        for (StudyDetail detail : details.entries()) {
            for (URI location : detail.locations()) {
                ResourceServer server = byLocation(location);
                named.put(server.clientId(), server);
            }
        }
        List<ResourceServer> targets = named.isEmpty() ? taking : List.copyOf(named.values());
        if (targets.size() != 1) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_TARGET,
                    targets.isEmpty()
                            ? "audience: the subject token is for no resource server"
                            : "audience: must say which one of several resource servers");
        }
        return targets.get(0);
    }

    private ResourceServer byAudience(String clientId) throws ExchangeRefusedException {
        return taking.stream()
                .filter(server -> server.clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() -> notTaking(OAuth2Constants.AUDIENCE));
    }

    private ResourceServer byResource(String address) throws ExchangeRefusedException {
        try {
            return taken(
                    locations.at(new URI(address.endsWith("/") ? address : address + "/")),
                    OAuth2Constants.RESOURCE);
        } catch (URISyntaxException | RefusedDetailsException e) {
            throw notTaking(OAuth2Constants.RESOURCE);
        }
    }

    private ResourceServer byLocation(URI location) throws ExchangeRefusedException {
        try {
            return taken(locations.at(location), "locations");
        } catch (RefusedDetailsException e) {
            throw new ExchangeRefusedException(Cause.INVALID_DETAILS, e.description());
        }
    }

    private ResourceServer taken(ResourceServer found, String parameter)
            throws ExchangeRefusedException {
        return taking.stream()
                .filter(server -> server.clientId().equals(found.clientId()))
                .findFirst()
                .orElseThrow(() -> notTaking(parameter));
    }

    private static ExchangeRefusedException notTaking(String parameter) {
        return new ExchangeRefusedException(
                Cause.INVALID_TARGET,
                parameter + ": must be a resource server that the subject token is for");
    }
}
