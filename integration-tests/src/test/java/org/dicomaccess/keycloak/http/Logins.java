package org.dicomaccess.keycloak.http;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** People who sign in to Keycloak; each one's password is the user's name. */
public final class Logins {
    private static final String TOKEN_ENDPOINT = "/protocol/openid-connect/token";

    /**
     * Keycloak lets nobody sign in twice at the same time, and takes note of a login only after it
     * has been answered.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Logins() {}

    /** The access token of somebody who signs in to a public client. */
    public static String accessToken(ManagedRealm realm, String client, String user) {
        String endpoint = realm.getBaseUrl() + TOKEN_ENDPOINT;
        return accessToken(HttpRequest.newBuilder(URI.create(endpoint)), client, user);
    }

    /** All tokens of somebody who signs in to a public client, as the server answers them. */
    public static JsonNode tokens(ManagedRealm realm, String client, String user) {
        String endpoint = realm.getBaseUrl() + TOKEN_ENDPOINT;
        return tokens(HttpRequest.newBuilder(URI.create(endpoint)), client, user);
    }

    private static String accessToken(HttpRequest.Builder request, String client, String user) {
        return tokens(request, client, user).path("access_token").textValue();
    }

    private static JsonNode tokens(HttpRequest.Builder request, String client, String user) {
        String form =
                "grant_type=password&scope=openid&client_id=%s&username=%s&password=%s"
                        .formatted(encoded(client), encoded(user), encoded(user));
        HttpRequest login =
                request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        Answer answer =
                await("login of " + user)
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .until(() -> Doors.send(login), Logins::isDecided);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
        return answer.json();
    }

    /**
     * Not, where the login before is still being written down; a wrong password is answered alike.
     */
    private static boolean isDecided(Answer answer) {
        return !answer.body().contains("Invalid user credentials");
    }

    /** The same, bound to a key that only the client has (RFC 9449). */
    public static String accessTokenBoundToAKey(ManagedRealm realm, String client, String user) {
        String endpoint = realm.getBaseUrl() + TOKEN_ENDPOINT;
        return accessToken(
                HttpRequest.newBuilder(URI.create(endpoint)).header("DPoP", proof(endpoint)),
                client,
                user);
    }

    private static String proof(String endpoint) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            SignedJWT proof =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .type(new JOSEObjectType("dpop+jwt"))
                                    .jwk(key.toPublicJWK())
                                    .build(),
                            new JWTClaimsSet.Builder()
                                    .jwtID(UUID.randomUUID().toString())
                                    .claim("htm", "POST")
                                    .claim("htu", endpoint)
                                    .issueTime(new Date())
                                    .build());
            proof.sign(new ECDSASigner(key));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keycloak's id of a user. */
    public static String userId(ManagedRealm realm, String user) {
        return realm.admin().users().searchByUsername(user, true).get(0).getId();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
