package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dicomaccess.keycloak.testing.Doors;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/**
 * Where forgeries are made: a genuine study token to start from, and the realm's own keys to sign
 * with whatever a forger could never get signed.
 */
final class Workshop {
    static final String STUDY = "1.2.826.0.1.3680043.10.1455.1.1";
    static final String OTHER_STUDY = "1.2.826.0.1.3680043.10.1455.2.1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunOnServerClient server;
    private final ManagedRealm realm;
    private final String genuine;

    Workshop(RunOnServerClient server, ManagedRealm realm) {
        this.server = server;
        this.realm = realm;
        this.genuine = doors().studyToken(STUDY);
    }

    ManagedRealm realm() {
        return realm;
    }

    RunOnServerClient server() {
        return server;
    }

    Doors doors() {
        return new Doors(realm.getBaseUrl());
    }

    SigningKeys keys() {
        return new SigningKeys(realm);
    }

    /** A study token that opens {@link #STUDY}, as the realm mints it. */
    String genuine() {
        return genuine;
    }

    /** The genuine header, to be changed. */
    ObjectNode header() {
        return object(genuine.split("\\.")[0]);
    }

    /** The genuine payload, to be changed. */
    ObjectNode payload() {
        return object(genuine.split("\\.")[1]);
    }

    /** The genuine token's signature in base64url. */
    String signature() {
        return genuine.split("\\.")[2];
    }

    /** A changed header, signed with the key that signs study tokens. */
    String withHeader(Consumer<ObjectNode> change) {
        ObjectNode header = header();
        change.accept(header);
        return withHeader(header.toString());
    }

    String withHeader(String header) {
        return signed(header, bytes(payload().toString()), "ES256");
    }

    /** Changed claims, signed with the key that signs study tokens. */
    String withClaims(Consumer<ObjectNode> change) {
        ObjectNode payload = payload();
        change.accept(payload);
        return withPayload(payload.toString());
    }

    /** The payload's text changed, signed likewise. */
    String withPayloadText(UnaryOperator<String> change) {
        return withPayload(change.apply(payload().toString()));
    }

    String withPayload(String payload) {
        return withPayload(bytes(payload));
    }

    String withPayload(byte[] payload) {
        return signed(header().toString(), payload, "ES256");
    }

    /** Anything at all, signed with the realm's active key of this algorithm. */
    String signed(String header, byte[] payload, String algorithm) {
        return server.fetchString(OnServer.signed(header, base64Url(payload), algorithm));
    }

    static String join(Object header, Object payload, String signature) {
        return encoded(header) + "." + encoded(payload) + "." + signature;
    }

    /** The base64url of a text, or of an object as JSON. */
    static String encoded(Object part) {
        return base64Url(bytes(part.toString()));
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a part of a token says. */
    static ObjectNode object(String part) {
        try {
            return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
