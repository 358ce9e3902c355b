package org.dicomaccess.keycloak.token;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dicomaccess.keycloak.check.Check;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeyManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.testframework.remote.providers.runonserver.FetchOnServer;

/**
 * What only the server can do or tell. It is loaded there, so it knows nothing of the test's own
 * libraries.
 */
final class OnServer {
    static final String ACCEPTED = "ACCEPTED";

    private static final String AUDIENCE = "orthanc";

    private OnServer() {}

    /** Why a token opens nothing: a {@link TokenRefusal}, or a {@link Reason} of the clock's. */
    static FetchOnServer refusal(String token) {
        return session -> {
            try (VerifiedTokens none = new VerifiedTokens(session, 10)) {
                Grant grant =
                        new StudyTokenVerifier(session, none)
                                .verify(new RawStudyToken(token), AUDIENCE)
                                .token()
                                .grant();
                return Check.refusedAt(grant, Instant.ofEpochMilli(Time.currentTimeMillis()))
                        .map(Reason::name)
                        .orElse(ACCEPTED);
            } catch (RefusedTokenException e) {
                return e.refusal().name();
            }
        };
    }

    /**
     * Any header and payload, signed with the realm's own active key.
     *
     * @param header the header's text
     * @param payload the payload's bytes in base64url, already the token's second part
     * @param algorithm of the key; the header may say another
     */
    static FetchOnServer signed(String header, String payload, String algorithm) {
        return session -> {
            RealmModel realm = session.getContext().getRealm();
            KeyWrapper key = session.keys().getActiveKey(realm, KeyUse.SIG, algorithm);
            String input = base64Url(header.getBytes(StandardCharsets.UTF_8)) + "." + payload;
            byte[] signature =
                    session.getProvider(SignatureProvider.class, algorithm)
                            .signer(key)
                            .sign(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64Url(signature);
        };
    }

    /** A study token of the extension's own making whose time begins later, in epoch seconds. */
    static FetchOnServer minted(String study, long issuedAt, long notBefore, long expires) {
        return session ->
                new StudyTokenMinter(session, new SecureRandom())
                        .mint(
                                new Grant(
                                        AUDIENCE,
                                        Set.of(new StudyInstanceUid(study)),
                                        Set.of(),
                                        Set.of(Action.READ),
                                        Instant.ofEpochSecond(notBefore),
                                        Instant.ofEpochSecond(expires)),
                                TokenType.OHIF_PUBLICATION,
                                AUDIENCE,
                                Instant.ofEpochSecond(issuedAt));
    }

    /** The logout token that Keycloak would send to a client at which this user is signed in. */
    static FetchOnServer logoutToken(String clientId, String username) {
        return session -> {
            RealmModel realm = session.getContext().getRealm();
            ClientModel client = realm.getClientByClientId(clientId);
            UserModel user = session.users().getUserByUsername(realm, username);
            AuthenticatedClientSessionModel signedIn =
                    session.sessions()
                            .getUserSessionsStream(realm, user)
                            .map(
                                    found ->
                                            found.getAuthenticatedClientSessionByClient(
                                                    client.getId()))
                            .filter(found -> found != null)
                            .findFirst()
                            .orElseThrow();
            return session.tokens()
                    .encode(session.tokens().initLogoutToken(client, user, signedIn));
        };
    }

    /**
     * What becomes of a remembered token a second after its {@code kid} came to name another key.
     * Keycloak derives the ids of its own keys from the keys, so that only a key provider of
     * somebody else's making can give an old id to a new key.
     */
    static FetchOnServer refusalOnceItsKeyIdNamesAnotherKey(String token) {
        return session -> {
            RawStudyToken raw = new RawStudyToken(token);
            int offset = Time.getOffset();
            try (VerifiedTokens known = new VerifiedTokens(session, 10)) {
                new StudyTokenVerifier(session, known).verify(raw, AUDIENCE);
                Time.setOffset(offset + 1);
                new StudyTokenVerifier(withOtherKeys(session), known).verify(raw, AUDIENCE);
                return ACCEPTED;
            } catch (RefusedTokenException e) {
                return e.refusal().name();
            } finally {
                Time.setOffset(offset);
            }
        };
    }

    private static KeycloakSession withOtherKeys(KeycloakSession session) {
        PublicKey other = newPublicKey();
        KeyManager keys =
                answering(
                        KeyManager.class,
                        session.keys(),
                        "getKey",
                        key -> {
                            KeyWrapper changed = ((KeyWrapper) key).cloneKey();
                            changed.setPublicKey(other);
                            return changed;
                        });
        return answering(KeycloakSession.class, session, "keys", ignored -> keys);
    }

    /** The same object, but for the answers of one method. */
    private static <T> T answering(
            Class<T> type, T object, String method, UnaryOperator<Object> answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, called, arguments) -> {
                            try {
                                Object result = called.invoke(object, arguments);
                                return called.getName().equals(method)
                                        ? answer.apply(result)
                                        : result;
                            } catch (InvocationTargetException e) {
                                throw Optional.ofNullable(e.getCause()).orElse(e);
                            }
                        }));
    }

    private static PublicKey newPublicKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has this curve", e);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
