package org.dicomaccess.keycloak.http;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.apikey.LastUses;
import org.dicomaccess.keycloak.apikey.jpa.JpaKeyUses;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.DicomAccessSource;
import org.dicomaccess.keycloak.http.call.EndedSignIns;
import org.dicomaccess.keycloak.http.call.RefusedUserTokens;
import org.dicomaccess.keycloak.http.call.ServerMemory;
import org.dicomaccess.keycloak.mapper.KnownGivenStudies;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.share.KnownShares;
import org.dicomaccess.keycloak.share.ShareTimetable;
import org.dicomaccess.keycloak.share.WrongCodes;
import org.dicomaccess.keycloak.share.jpa.JpaShareStandings;
import org.dicomaccess.keycloak.share.jpa.JpaShareUpkeep;
import org.dicomaccess.keycloak.token.VerifiedTokens;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Puts the endpoint at {@code /realms/{realm}/dicom-access} in realms that enable it. Holds what
 * lives as long as the server.
 */
public final class DicomAccessResourceProviderFactory
        implements RealmResourceProviderFactory, DicomAccessSource {
    public static final String ID = "dicom-access";

    private static final Logger LOG = Logger.getLogger(DicomAccessResourceProviderFactory.class);
    private static final String MAX_VERIFIED_TOKENS = "max-verified-tokens";
    private static final int DEFAULT_MAX_VERIFIED_TOKENS = 10_000;

    private int maxVerifiedTokens = DEFAULT_MAX_VERIFIED_TOKENS;
    private @Nullable ServerMemory memory;

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
            ServerMemory remembered =
                    new ServerMemory(
                            new VerifiedTokens(session, maxVerifiedTokens),
                            new KnownShares(new JpaShareStandings()),
                            new KnownGivenStudies(factory),
                            new WrongCodes(session),
                            new LastUses(new JpaKeyUses()),
                            new EndedSignIns(session),
                            new RefusedUserTokens(session),
                            new SecureRandom());
            memory = remembered;
            factory.register(remembered.lastUses());
            factory.register(new ShareTimetable(remembered.knownShares(), JpaShareUpkeep::new));
        }
    }

    /** The database has to be there until the last use of every share and API key is recorded. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    /** The endpoint, or null where the realm has not enabled it: Keycloak then answers 404. */
    @Override
    public @Nullable RealmResourceProvider create(KeycloakSession session) {
        return access(session).map(DicomAccessResourceProvider::new).orElse(null);
    }

    /**
     * What the doors need for one request; nothing where the realm has not enabled the endpoint.
     */
    @Override
    public Optional<DicomAccess> access(KeycloakSession session) {
        ServerMemory remembered = memory;
        if (remembered == null || session.getContext().getRealm() == null) {
            return Optional.empty();
        }
        DicomAccess access = new DicomAccess(session, remembered);
        try {
            return access.enabled() ? Optional.of(access) : Optional.empty();
        } catch (InvalidSettingException e) {
            LOG.warn(e.getMessage());
            return Optional.empty();
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
        ServerMemory remembered = memory;
        if (remembered != null) {
            remembered.close();
        }
    }
}
