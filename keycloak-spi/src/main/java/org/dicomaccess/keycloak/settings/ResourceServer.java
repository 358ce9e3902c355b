package org.dicomaccess.keycloak.settings;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.PathMapping;
import org.dicomaccess.keycloak.dicom.ServerRoots;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * A Keycloak client that stands for one Orthanc, or another DICOMweb server. Having one means that
 * the client is enabled, confidential and marked as a resource server.
 */
public final class ResourceServer {
    private final ClientModel client;

    private ResourceServer(ClientModel client) {
        this.client = client;
    }

    /** The resource server with this client id, when the realm has one in good standing. */
    public static Optional<ResourceServer> find(RealmModel realm, String clientId) {
        // Not every database takes a null character, even to look for it.
        return clientId.indexOf('\0') < 0
                ? of(realm.getClientByClientId(clientId))
                : Optional.empty();
    }

    private static Optional<ResourceServer> of(@Nullable ClientModel client) {
        if (client == null
                || !client.isEnabled()
                || client.isPublicClient()
                || client.isBearerOnly()
                || !OIDCLoginProtocol.LOGIN_PROTOCOL.equals(protocol(client))
                || !Settings.RESOURCE_SERVER.read(
                        client.getAttribute(Settings.RESOURCE_SERVER.name()))) {
            return Optional.empty();
        }
        return Optional.of(new ResourceServer(client));
    }

    /** The resource server that a client is, by the client's internal id. */
    public static Optional<ResourceServer> ofClient(RealmModel realm, String id) {
        return of(realm.getClientById(id));
    }

    /** All resource servers of a realm in good standing. */
    public static Stream<ResourceServer> all(RealmModel realm) {
        // Keycloak searches only for the attributes that it was started for.
        return realm.getClientsStream().map(ResourceServer::of).flatMap(Optional::stream);
    }

    private static String protocol(ClientModel client) {
        String protocol = client.getProtocol();
        return protocol == null ? OIDCLoginProtocol.LOGIN_PROTOCOL : protocol;
    }

    /** The client behind it, for Keycloak's own services. */
    public ClientModel client() {
        return client;
    }

    /** The audience of its study tokens. */
    public String clientId() {
        return client.getClientId();
    }

    /** Whether a {@code server-id}, or the lack of one, is what this resource server expects. */
    public boolean acceptsServerId(Optional<String> serverId) {
        Optional<String> expected = read(Settings.SERVER_ID);
        return expected.isEmpty() || expected.equals(serverId);
    }

    /** The public roots a gateway's callers see and what stands behind them. */
    public ServerRoots roots() {
        return new ServerRoots(
                mapping(Settings.DICOM_WEB_PUBLIC, Settings.DICOM_WEB_BEHIND),
                mapping(Settings.REST_PUBLIC, Settings.REST_BEHIND),
                mapping(Settings.WADO_URI_PUBLIC, Settings.WADO_URI_BEHIND));
    }

    /** Where a viewer is served, when this resource server was told. */
    public Optional<URI> viewerRoot(Setting<Optional<URI>> viewer) {
        return read(viewer);
    }

    /** Modes of OHIF that are offered beside its basic viewer. */
    public Set<OhifMode> ohifModes() {
        return read(Settings.OHIF_MODES);
    }

    public Set<Action> publicationActions() {
        return read(Settings.PUBLICATION_ACTIONS);
    }

    public boolean decodeJoinsStudies() {
        return read(Settings.DECODE_JOINS_STUDIES);
    }

    /** Client ids whose users' tokens are taken here. */
    public Set<String> loginClients() {
        return read(Settings.LOGIN_CLIENTS);
    }

    /** DICOMweb as Keycloak itself reaches it, with a slash at the end. */
    public Optional<URI> dicomWebUrl() {
        return read(Settings.DICOM_WEB_URL);
    }

    /**
     * What authorization details call it (RFC 9396 §2.2): DICOMweb as clients reach it, with a
     * slash at the end.
     */
    public Optional<URI> location() {
        return read(Settings.DICOM_WEB_LOCATION).or(this::dicomWebUrl);
    }

    /** Whether people may share what they were not seen to see. */
    public boolean sharesUnseen() {
        return read(Settings.SHARE_UNSEEN);
    }

    /** Whether publications through Orthanc carry the study token themselves. */
    public boolean tokenLinks() {
        return read(Settings.TOKEN_LINKS);
    }

    /** Whether it may change what the realm's roles give. */
    public boolean editsRoles() {
        return read(Settings.EDITS_ROLES);
    }

    /** Whether the server behind the gateway decides by labels. */
    public boolean labelsDecidedBehind() {
        return read(Settings.LABELS_DECIDED_BEHIND);
    }

    private PathMapping mapping(Setting<String> publicPath, Setting<String> behindPath) {
        return new PathMapping(read(publicPath), read(behindPath));
    }

    private <T> T read(Setting<T> setting) {
        return setting.read(client.getAttribute(setting.name()));
    }
}
