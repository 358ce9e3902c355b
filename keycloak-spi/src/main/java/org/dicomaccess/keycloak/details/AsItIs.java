package org.dicomaccess.keycloak.details;

import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.util.AuthorizationDetailsParser;

/** Our entries need no class of their own in Keycloak. */
final class AsItIs implements AuthorizationDetailsParser {
    @Override
    public <T extends AuthorizationDetailsJSONRepresentation> T asSubtype(
            AuthorizationDetailsJSONRepresentation entry, Class<T> type) {
        return type.cast(entry);
    }
}
