package org.dicomaccess.keycloak.http;

import java.security.SecureRandom;
import java.util.List;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.token.VerifiedTokens;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Puts the endpoint at {@code /realms/{realm}/dicom-access} in realms that enable it. Holds what
 * lives as long as the server.
 */
public final class DicomAccessResourceProviderFactory implements RealmResourceProviderFactory {
    public static final String ID = "dicom-access";

    private static final Logger LOG = Logger.getLogger(DicomAccessResourceProviderFactory.class);
    private static final String MAX_VERIFIED_TOKENS = "max-verified-tokens";
    private static final int DEFAULT_MAX_VERIFIED_TOKENS = 10_000;

    private final SecureRandom random = new SecureRandom();
    private int maxVerifiedTokens = DEFAULT_MAX_VERIFIED_TOKENS;
    private @Nullable VerifiedTokens verifiedTokens;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {
        maxVerifiedTokens = config.getInt(MAX_VERIFIED_TOKENS, DEFAULT_MAX_VERIFIED_TOKENS);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        try (KeycloakSession session = factory.create()) {
            verifiedTokens = new VerifiedTokens(session, maxVerifiedTokens);
        }
    }

    /** The endpoint, or null where the realm has not enabled it: Keycloak then answers 404. */
    @Override
    public @Nullable RealmResourceProvider create(KeycloakSession session) {
        VerifiedTokens tokens = verifiedTokens;
        if (tokens == null || session.getContext().getRealm() == null) {
            return null;
        }
        DicomAccess access = new DicomAccess(session, tokens, random);
        try {
            return access.enabled() ? new DicomAccessResourceProvider(access) : null;
        } catch (InvalidSettingException e) {
            LOG.warn(e.getMessage());
            return null;
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(MAX_VERIFIED_TOKENS)
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .helpText("How many study tokens a node remembers as verified, about 2 kB each.")
                .defaultValue(DEFAULT_MAX_VERIFIED_TOKENS)
                .add()
                .build();
    }

    @Override
    public void close() {
        VerifiedTokens tokens = verifiedTokens;
        if (tokens != null) {
            tokens.close();
        }
    }
}
