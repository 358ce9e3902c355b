package org.dicomaccess.keycloak.details;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Puts {@link DetailsConsent} among the required actions. */
public final class DetailsConsentFactory implements RequiredActionFactory {

    @Override
    public String getId() {
        return DetailsConsent.ID;
    }

    @Override
    public String getDisplayText() {
        return "Consent to named DICOM studies";
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new DetailsConsent();
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to be configured for the server.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Needs nothing of other providers.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
