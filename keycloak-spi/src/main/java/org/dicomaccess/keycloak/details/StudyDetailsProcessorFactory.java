package org.dicomaccess.keycloak.details;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessor;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessorFactory;
import org.keycloak.util.AuthorizationDetailsParser;

/** Makes Keycloak know the type {@code dicom_study} of authorization details (RFC 9396 §2). */
public final class StudyDetailsProcessorFactory implements AuthorizationDetailsProcessorFactory {

    /** Keycloak finds a type's processor by this. */
    @Override
    public String getId() {
        return StudyDetail.TYPE;
    }

    @Override
    public void init(Config.Scope config) {
        AuthorizationDetailsParser.registerParser(getId(), new AsItIs());
    }

    @Override
    public AuthorizationDetailsProcessor<?> create(KeycloakSession session) {
        return new StudyDetailsProcessor(session);
    }
}
