package org.dicomaccess.keycloak.http.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/**
 * The realm in which people share, with clients that act for them: tokens of {@code ohif} are for
 * each of them as well.
 */
public final class ExchangingRealm implements RealmConfig {
    /** The secret of every client made here. */
    public static final String SECRET = "a secret of clients";

    /** May exchange tokens; has no account of its own. */
    public static final String PLUGIN = "viewer-plugin";

    /** May exchange tokens; acts through its service account. */
    public static final String ANALYSIS = "analysis";

    /** Confidential, and its tokens cannot be exchanged. */
    public static final String NO_EXCHANGE = "no-exchange";

    /** May exchange tokens, but nobody's token is for it. */
    public static final String STRANGER = "stranger";

    /** May exchange tokens once people have agreed. */
    public static final String ASKING_FIRST = "asking-first";

    /** Lets a client exchange tokens. */
    public static final String SWITCH = "standard.token.exchange.enabled";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return new SharingRealm()
                .configure(realm)
                .update(ExchangingRealm::nameTheClients)
                .clients(
                        exchanging(PLUGIN),
                        exchanging(ANALYSIS).serviceAccountsEnabled(true),
                        exchanging(STRANGER),
                        exchanging(ASKING_FIRST).consentRequired(true),
                        confidential(NO_EXCHANGE));
    }

    private static ClientBuilder exchanging(String clientId) {
        return confidential(clientId).attribute(SWITCH, "true");
    }

    private static ClientBuilder confidential(String clientId) {
        return ClientBuilder.create(clientId).publicClient(false).secret(SECRET);
    }

    private static void nameTheClients(RealmRepresentation realm) {
        for (ClientRepresentation client : realm.getClients()) {
            if (client.getClientId().equals(SharingRealm.CLIENT)) {
                List<ProtocolMapperRepresentation> mappers =
                        new ArrayList<>(client.getProtocolMappers());
                for (String audience : List.of(PLUGIN, ANALYSIS, NO_EXCHANGE, ASKING_FIRST)) {
                    mappers.add(audience(audience));
                }
                client.setProtocolMappers(mappers);
            }
        }
    }

    private static ProtocolMapperRepresentation audience(String clientId) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience " + clientId);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(
                new HashMap<>(
                        Map.of(
                                "included.custom.audience",
                                clientId,
                                "access.token.claim",
                                "true",
                                "introspection.token.claim",
                                "true")));
        return mapper;
    }
}
