package org.dicomaccess.keycloak.mapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.jpa.JpaShareStore;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * The protocol mapper that puts the studies a user was granted into tokens: into access tokens,
 * with the resource server as an audience, into answers of introspection (RFC 7662), and into ID
 * tokens when it is told to. A light access token is given the reference alone.
 *
 * <p>A mapper that is configured as it cannot be adds nothing. One object serves all requests.
 */
public final class GrantedStudiesMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, TokenIntrospectionTokenMapper {

    /** The mapper's type, in a client's configuration. */
    public static final String ID = "dicom-access-granted-studies-mapper";

    private static final Logger LOG = Logger.getLogger(GrantedStudiesMapper.class);

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getDisplayType() {
        return "DICOM granted studies";
    }

    @Override
    public String getHelpText() {
        return "Adds the studies that the user was granted by shares, by an attribute or by groups,"
                + " as study_instance_uids. The token then opens them on the image server, beside"
                + " what the user's roles reach.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        List<ProviderConfigProperty> form = new ArrayList<>(StudySources.form());
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(form, GrantedStudiesMapper.class);
        form.stream()
                .filter(
                        line ->
                                OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN.equals(
                                        line.getName()))
                .forEach(line -> line.setDefaultValue("false"));
        return form;
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        Optional<String> wrong = wrong(session, realm, mapper);
        if (wrong.isPresent()) {
            throw new ProtocolMapperConfigException(wrong.get(), ID);
        }
    }

    private static Optional<String> wrong(
            KeycloakSession session, RealmModel realm, ProtocolMapperModel mapper) {
        try {
            StudySources sources = StudySources.of(mapper);
            if (ResourceServer.find(realm, sources.resourceServer()).isEmpty()) {
                return Optional.of(
                        "Resource server must be an enabled confidential client that is marked with"
                                + " dicom-access.resource-server");
            }
            return sources.userAttribute()
                    .filter(new AttributeStudies(session)::usersEdit)
                    .map(
                            name ->
                                    "User attribute must be one that users cannot edit themselves;"
                                            + " see the user profile of the realm");
        } catch (InvalidSourcesException | InvalidSettingException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext clientSession) {
        if (!getShouldUseLightweightToken(session)) {
            return super.transformAccessToken(token, mapper, session, userSession, clientSession);
        }
        if (OIDCAttributeMapperHelper.includeInLightweightAccessToken(mapper)) {
            sources(session, mapper)
                    .ifPresent(
                            sources -> add(StudyClaims.lookedUp(mapper.getId()), sources, token));
        }
        return token;
    }

    /**
     * Never more than the token that is asked about opens: a client that was shown more than that
     * would open it. A token with authorization details (RFC 9396) is told by them alone.
     */
    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext clientSession) {
        Optional<AccessToken> asked = IntrospectedToken.of(session);
        if (!OIDCAttributeMapperHelper.includeInIntrospection(mapper)
                || asked.filter(GrantedStudiesMapper::hasDetails).isPresent()) {
            return token;
        }
        Predicate<StudyInstanceUid> named =
                asked.flatMap(StudyClaims::in)
                        .<Predicate<StudyInstanceUid>>map(claims -> claims::mayName)
                        .orElse(study -> true);
        addTo(token, mapper, userSession, session, named);
        return token;
    }

    private static boolean hasDetails(AccessToken token) {
        return token.getAuthorizationDetails() != null
                && !token.getAuthorizationDetails().isEmpty();
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext clientSession) {
        addTo(token, mapper, userSession, session, study -> true);
    }

    private static void addTo(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            Predicate<StudyInstanceUid> named) {
        sources(session, mapper)
                .ifPresent(
                        sources ->
                                add(
                                        claims(
                                                session,
                                                mapper,
                                                sources,
                                                userSession.getUser(),
                                                named),
                                        sources,
                                        token));
    }

    private static void add(StudyClaims claims, StudySources sources, IDToken token) {
        claims.addTo(token);
        if (token instanceof AccessToken accessToken) {
            accessToken.addAudience(sources.resourceServer());
        }
    }

    /** What the mapper is told, where that can be and the endpoint is on. */
    private static Optional<StudySources> sources(
            KeycloakSession session, ProtocolMapperModel mapper) {
        RealmModel realm = session.getContext().getRealm();
        try {
            StudySources sources = StudySources.of(mapper);
            boolean served =
                    new RealmSettings(realm).enabled()
                            && ResourceServer.find(realm, sources.resourceServer()).isPresent();
            return served ? Optional.of(sources) : Optional.empty();
        } catch (InvalidSourcesException | InvalidSettingException e) {
            LOG.warnf(
                    "Protocol mapper %s of realm %s adds no studies: %s",
                    mapper.getName(), realm.getName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static StudyClaims claims(
            KeycloakSession session,
            ProtocolMapperModel mapper,
            StudySources sources,
            UserModel user,
            Predicate<StudyInstanceUid> named) {
        List<StudyInstanceUid> studies =
                Stream.concat(
                                fromAttributes(session, sources, user).stream(),
                                fromShares(session, sources, user))
                        .filter(named)
                        .distinct()
                        .limit(sources.limit() + 1L)
                        .toList();
        return studies.size() > sources.limit()
                ? StudyClaims.lookedUp(mapper.getId())
                : StudyClaims.named(mapper.getId(), studies);
    }

    private static Collection<StudyInstanceUid> fromAttributes(
            KeycloakSession session, StudySources sources, UserModel user) {
        AttributeStudies attributes = new AttributeStudies(session);
        sources.userAttribute()
                .filter(attributes::usersEdit)
                .ifPresent(
                        name ->
                                LOG.warnf(
                                        "Users of realm %s can edit their attribute %s, so it"
                                                + " grants no studies",
                                        session.getContext().getRealm().getName(), name));
        return attributes.of(user, sources);
    }

    private static Stream<StudyInstanceUid> fromShares(
            KeycloakSession session, StudySources sources, UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return Optional.of(sources)
                .filter(StudySources::shares)
                .flatMap(wanted -> ResourceServer.find(realm, wanted.resourceServer()))
                .map(server -> SharesForUser.of(realm, user, server))
                .stream()
                .flatMap(shares -> shares.in(new JpaShareStore(session, realm.getId()), now))
                .flatMap(GivenStudies::uids);
    }
}
