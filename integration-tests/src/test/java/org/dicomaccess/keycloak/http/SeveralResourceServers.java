package org.dicomaccess.keycloak.http;

import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.GroupBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * The imported realm with more clients: resource servers that each have one setting of their own,
 * and clients that are nearly resource servers. Its people can sign in by password alone, so that
 * tests get their access tokens.
 */
public final class SeveralResourceServers implements RealmConfig {
    /** The secret of every client made here. */
    public static final String SECRET = "a:secret with ü";

    /** Publications may download. */
    public static final String DOWNLOADS = "downloads";

    /** Expects {@value #SERVER_ID}. */
    public static final String NAMED = "named";

    public static final String SERVER_ID = "orthanc-main";

    /** Knows the roots of all viewers. */
    public static final String VIEWERS = "viewers";

    /** Knows the roots of all viewers, and its publications hold their tokens. */
    public static final String TOKEN_LINKS = "token-links";

    /** Knows the root of no viewer. */
    public static final String NO_VIEWERS = "no-viewers";

    /** Decodes several studies one by one. */
    public static final String SEPARATE = "separate";

    /** Takes the tokens of users who signed in to {@link #PORTAL}. */
    public static final String TAKES_LOGINS = "takes-logins";

    /** Has its services at other paths than the imported one. */
    public static final String ELSEWHERE = "elsewhere";

    /** A public client that people sign in to, whose tokens name no resource server. */
    public static final String PORTAL = "portal";

    /** Confidential, but no resource server. */
    public static final String UNMARKED = "unmarked";

    /** Marked as a resource server, but disabled. */
    public static final String DISABLED = "disabled";

    /** Marked as a resource server, but without a secret that anybody would have to know. */
    public static final String PUBLIC = "public";

    /** A resource server whose secret's time is over. */
    public static final String OUTDATED = "outdated";

    /** Marked as a resource server, but of another protocol. */
    public static final String SAML = "saml";

    /** A person who may look and share, and not have original files. */
    public static final String PRESENTER = "presenter";

    private static final String MARK = "dicom-access.resource-server";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return realm.update(SeveralResourceServers::letPeopleSignInByPassword)
                .realmRoles(
                        RoleBuilder.create("locum")
                                .realmComposite("external")
                                .attributes(
                                        Map.of("dicom-access.permissions", List.of("download"))))
                .realmRoles(
                        RoleBuilder.create(PRESENTER)
                                .attributes(
                                        Map.of(
                                                "dicom-access.permissions",
                                                List.of("view", "share"))))
                .groups("radiology", "board")
                .groups(GroupBuilder.create("guests").realmRoles("external"))
                .users(
                        person("guest", "Guido", "Guest").groups("guests"),
                        person("locum", "Lotte", "Locum").realmRoles("locum"),
                        person("visitor", "Vera", "Visitor"),
                        person(PRESENTER, "Petra", "Presenter").realmRoles(PRESENTER),
                        person("leaver", "Lea", "Leaver").realmRoles("doctor"),
                        UserBuilder.create("nameless").enabled(true).password("nameless"))
                .clients(
                        resourceServer(DOWNLOADS)
                                .attribute("dicom-access.publication-actions", "read download")
                                .attribute("dicom-access.viewer.ohif", "http://viewer.example/"),
                        resourceServer(NAMED)
                                .attribute("dicom-access.server-id", SERVER_ID)
                                .attribute("dicom-access.viewer.ohif", "http://viewer.example/"),
                        withAllViewers(resourceServer(VIEWERS)),
                        withAllViewers(resourceServer(TOKEN_LINKS))
                                .attribute("dicom-access.token-links", "true"),
                        resourceServer(NO_VIEWERS),
                        resourceServer(SEPARATE)
                                .attribute("dicom-access.decode-joins-studies", "false")
                                .attribute("dicom-access.viewer.ohif", "http://viewer.example/"),
                        resourceServer(TAKES_LOGINS)
                                .attribute("dicom-access.login-clients", "nobody " + PORTAL),
                        resourceServer(ELSEWHERE)
                                .attribute("dicom-access.dicom-web.public", "/pacs/web")
                                .attribute("dicom-access.dicom-web.behind", "/a/b/dicom")
                                .attribute("dicom-access.rest.public", "/pacs/rest")
                                .attribute("dicom-access.rest.behind", "/api")
                                .attribute("dicom-access.wado-uri.public", "/pacs/uri")
                                .attribute("dicom-access.wado-uri.behind", "/old/wado"),
                        ClientBuilder.create(PORTAL)
                                .publicClient()
                                .directAccessGrantsEnabled()
                                .fullScopeEnabled(true),
                        ClientBuilder.create(UNMARKED).publicClient(false).secret(SECRET),
                        resourceServer(DISABLED).enabled(false),
                        resourceServer(PUBLIC).publicClient(),
                        resourceServer(OUTDATED).attribute("client.secret.expiration.time", "1"),
                        resourceServer(SAML).protocol("saml"));
    }

    /** A confidential client that is marked as a resource server. */
    public static ClientBuilder resourceServer(String clientId) {
        return ClientBuilder.create(clientId)
                .publicClient(false)
                .secret(SECRET)
                .attribute(MARK, "true");
    }

    private static ClientBuilder withAllViewers(ClientBuilder server) {
        return server.attribute("dicom-access.viewer.ohif", "https://viewers.example/ohif")
                .attribute(
                        "dicom-access.viewer.stone",
                        "https://viewers.example/orthanc/stone-webviewer/")
                .attribute(
                        "dicom-access.viewer.volview", "https://viewers.example/orthanc/volview/")
                .attribute(
                        "dicom-access.viewer.osimis",
                        "https://viewers.example/orthanc/osimis-viewer")
                .attribute(
                        "dicom-access.viewer.meddream", "https://viewers.example:8443/meddream/");
    }

    private static UserBuilder person(String username, String firstName, String lastName) {
        return UserBuilder.create(username)
                .enabled(true)
                .email(username + "@orthanc.example")
                .emailVerified(true)
                .name(firstName, lastName)
                .password(username);
    }

    private static void letPeopleSignInByPassword(RealmRepresentation realm) {
        for (ClientRepresentation client : realm.getClients()) {
            if (client.getClientId().equals("ohif")) {
                client.setDirectAccessGrantsEnabled(true);
            }
        }
        for (UserRepresentation user : realm.getUsers()) {
            if (user.getUsername().equals("doctor")) {
                user.setGroups(List.of("/radiology", "/board"));
            }
        }
    }
}
