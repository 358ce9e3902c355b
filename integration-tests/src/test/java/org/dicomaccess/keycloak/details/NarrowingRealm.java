package org.dicomaccess.keycloak.details;

import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/** The imported realm with clients that ask for authorization details in all the ways there are. */
public final class NarrowingRealm implements RealmConfig {
    static final String SECRET = "narrowing-secret";
    static final String REDIRECT = "http://localhost/back";

    /** One that the resource server takes, and that may do whatever Keycloak has. */
    static final String KNOWN = "known";

    /** One that the resource server does not take. */
    static final String STRANGER = "stranger";

    /** One that the resource server does not take and that asks for consent. */
    static final String ASKING = "asking";

    /** One whose tokens two resource servers take. */
    static final String BETWEEN = "between";

    /** The location of the imported resource server. */
    static final String LOCATION = "http://localhost:8088/orthanc/dicom-web/";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return new SeveralResourceServers()
                .configure(realm)
                .clients(
                        client(KNOWN),
                        client(STRANGER),
                        client(BETWEEN),
                        client(ASKING).consentRequired(true),
                        SeveralResourceServers.resourceServer("second")
                                .attribute("dicom-access.login-clients", BETWEEN)
                                .attribute(
                                        "dicom-access.dicom-web.location",
                                        "https://second.example/dicom-web"))
                .update(NarrowingRealm::takeLogins);
    }

    private static ClientBuilder client(String id) {
        return ClientBuilder.create(id)
                .publicClient(false)
                .secret(SECRET)
                .directAccessGrantsEnabled()
                .serviceAccountsEnabled()
                .redirectUris(REDIRECT)
                .fullScopeEnabled(true)
                .attribute("standard.token.exchange.enabled", "true")
                .attribute("oauth2.device.authorization.grant.enabled", "true")
                .attribute("oidc.ciba.grant.enabled", "true");
    }

    private static void takeLogins(RealmRepresentation realm) {
        realm.setBruteForceProtected(false);
        for (ClientRepresentation client : realm.getClients()) {
            if (client.getClientId().equals("orthanc")) {
                client.getAttributes().put("dicom-access.login-clients", KNOWN + " " + BETWEEN);
            }
            if (List.of(KNOWN, STRANGER, ASKING, BETWEEN).contains(client.getClientId())) {
                client.setStandardFlowEnabled(true);
                client.setImplicitFlowEnabled(true);
            }
        }
    }

    static Map<String, String> credentials(String client) {
        return Map.of("client_id", client, "client_secret", SECRET);
    }
}
