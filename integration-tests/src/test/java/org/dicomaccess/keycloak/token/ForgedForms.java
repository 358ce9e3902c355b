package org.dicomaccess.keycloak.token;

import static org.dicomaccess.keycloak.token.Workshop.OTHER_STUDY;
import static org.dicomaccess.keycloak.token.Workshop.STUDY;
import static org.dicomaccess.keycloak.token.Workshop.base64Url;
import static org.dicomaccess.keycloak.token.Workshop.bytes;
import static org.dicomaccess.keycloak.token.Workshop.encoded;
import static org.dicomaccess.keycloak.token.Workshop.join;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** Forgeries that need no key of the realm: other forms, headers and signatures. */
final class ForgedForms {
    private final Workshop workshop;

    private ForgedForms(Workshop workshop) {
        this.workshop = workshop;
    }

    static void addTo(Map<String, Supplier<String>> forgeries, Workshop workshop) {
        ForgedForms forms = new ForgedForms(workshop);
        forms.addTexts(forgeries);
        forms.addSpellings(forgeries);
        forms.addAlgorithms(forgeries);
        forms.addHeaders(forgeries);
        forms.addSignatures(forgeries);
    }

    private void addTexts(Map<String, Supplier<String>> forgeries) {
        forgeries.put("empty", () -> "");
        forgeries.put("a word", () -> "undefined");
        forgeries.put("one dot", () -> ".");
        forgeries.put("two dots", () -> "..");
        forgeries.put("three dots", () -> "...");
        forgeries.put("two parts", () -> genuine().substring(0, genuine().lastIndexOf('.')));
        forgeries.put("four parts", () -> genuine() + "." + workshop.signature());
        forgeries.put("five parts encrypted", this::encrypted);
        forgeries.put("dots percent-encoded", () -> genuine().replace(".", "%2E"));
        forgeries.put("two tokens in one", () -> genuine() + genuine());
        forgeries.put("100 KB", () -> padded(100 * 1024));
        forgeries.put("one character too long", () -> padded(RawStudyToken.MAX_LENGTH + 1));
        forgeries.put("non-ASCII letter", () -> genuine().replaceFirst("e", "é"));
        forgeries.put("non-ASCII dot", () -> genuine().replace('.', '．'));
        forgeries.put("space inside", () -> genuine().replaceFirst("\\.", " ."));
        forgeries.put("line break inside", () -> genuine().replaceFirst("\\.", "\r\n."));
        forgeries.put("trailing newline", () -> genuine() + "\n");
        forgeries.put("trailing null character", () -> genuine() + "\0");
        forgeries.put("Bearer in the token", () -> "Bearer " + genuine());
    }

    private void addSpellings(Map<String, Supplier<String>> forgeries) {
        forgeries.put("padding", () -> genuine() + "==");
        forgeries.put("standard alphabet", this::standardAlphabet);
        forgeries.put("non-canonical last character", this::otherSpareBits);
        forgeries.put("one character too few to be base64", () -> genuine() + "AAA");
        forgeries.put("quotes around", () -> '"' + genuine() + '"');
    }

    private void addAlgorithms(Map<String, Supplier<String>> forgeries) {
        for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
            forgeries.put(
                    "alg " + none + " without signature",
                    () -> join(header().put("alg", none), coveted(), ""));
        }
        forgeries.put(
                "alg none with a genuine signature",
                () -> join(header().put("alg", "none"), payload(), workshop.signature()));
        forgeries.put("alg empty", () -> join(header().put("alg", ""), coveted(), ""));
        forgeries.put("alg missing", () -> join(without("alg"), coveted(), ""));
        forgeries.put("alg unknown", () -> join(header().put("alg", "XS256"), coveted(), "AA"));
        forgeries.put("alg a number", () -> join(header().put("alg", 0), coveted(), "AA"));
        forgeries.put("alg null", () -> join(header().putNull("alg"), coveted(), ""));
        forgeries.put("alg as a list", () -> join(with("alg", "[\"ES256\"]"), coveted(), ""));
        forgeries.put(
                "alg in lower case", () -> join(header().put("alg", "es256"), payload(), "AA"));
        forgeries.put(
                "alg of key encryption",
                () -> join(header().put("alg", "RSA1_5"), payload(), "AA"));
        forgeries.put(
                "HS256 with the public key's PEM as secret",
                () -> hmac(header().put("alg", "HS256"), bytes(pem())));
        forgeries.put(
                "HS256 with the public key's DER as secret",
                () -> hmac(header().put("alg", "HS256"), der()));
        forgeries.put(
                "HS256 with the kid as secret",
                () -> hmac(header().put("alg", "HS256"), bytes(kid())));
        forgeries.put("HMAC with the public key under the name ES256", () -> hmac(header(), der()));
        forgeries.put(
                "ES256 key under the name ES384",
                () -> join(header().put("alg", "ES384"), payload(), workshop.signature()));
        forgeries.put(
                "ES256 key under the name EdDSA",
                () -> join(header().put("alg", "EdDSA"), payload(), workshop.signature()));
        forgeries.put(
                "ES256 key under the name RS256",
                () -> join(header().put("alg", "RS256"), payload(), workshop.signature()));
    }

    private void addHeaders(Map<String, Supplier<String>> forgeries) {
        forgeries.put("header not JSON", () -> join("header", payload(), workshop.signature()));
        forgeries.put("header null", () -> join("null", payload(), workshop.signature()));
        forgeries.put("header an empty object", () -> join("{}", payload(), "AA"));
        forgeries.put(
                "header a list", () -> join("[" + header() + "]", payload(), workshop.signature()));
        forgeries.put(
                "header in UTF-16",
                () ->
                        base64Url(header().toString().getBytes(StandardCharsets.UTF_16LE))
                                + "."
                                + encoded(payload())
                                + "."
                                + workshop.signature());
        forgeries.put("header twice", () -> join(header() + "" + header(), payload(), "AA"));
        forgeries.put(
                "duplicate header parameter",
                () ->
                        join(
                                header().toString().replaceFirst("\\{", "{\"alg\":\"none\","),
                                payload(),
                                workshop.signature()));
        forgeries.put("kid missing", () -> join(without("kid"), payload(), workshop.signature()));
        forgeries.put("kid null", () -> join(header().putNull("kid"), payload(), "AA"));
        forgeries.put("kid a number", () -> join(header().put("kid", 1), payload(), "AA"));
        forgeries.put("kid empty", () -> join(header().put("kid", ""), payload(), "AA"));
        forgeries.put("kid unknown", () -> join(header().put("kid", "unknown"), payload(), "AA"));
        forgeries.put(
                "kid a path",
                () -> join(header().put("kid", "../../../dev/null"), payload(), "AA"));
        forgeries.put(
                "kid a query", () -> join(header().put("kid", "' OR '1'='1"), payload(), "AA"));
        forgeries.put(
                "kid of the realm's RS256 key",
                () ->
                        join(
                                header().put("kid", workshop.keys().activeKid("RS256")),
                                payload(),
                                workshop.signature()));
        forgeries.put("embedded jwk", this::embeddedKey);
        forgeries.put("jku", () -> ownKey("\"jku\":\"http://127.0.0.1:1/keys\""));
        forgeries.put("x5u", () -> ownKey("\"x5u\":\"http://127.0.0.1:1/chain\""));
        forgeries.put("x5c", () -> ownKey("\"x5c\":[\"AAAA\"]"));
        forgeries.put("crit", () -> ownKey("\"crit\":[\"exp\"],\"exp\":1"));
        forgeries.put("b64 false", () -> ownKey("\"b64\":false"));
        forgeries.put("zip", () -> ownKey("\"zip\":\"DEF\""));
        forgeries.put("cty", () -> ownKey("\"cty\":\"JWT\""));
    }

    private void addSignatures(Map<String, Supplier<String>> forgeries) {
        forgeries.put("tampered payload", () -> join(header(), coveted(), workshop.signature()));
        forgeries.put(
                "tampered payload with a later exp",
                () ->
                        join(
                                header(),
                                payload().put("exp", payload().path("exp").longValue() + 1),
                                workshop.signature()));
        forgeries.put(
                "tampered header",
                () ->
                        join(
                                header().toString().replaceFirst("\\{", "{ "),
                                payload(),
                                workshop.signature()));
        forgeries.put("unsigned payload null", () -> join(header(), "null", "AA"));
        forgeries.put("unsigned payload empty", () -> join(header(), "", ""));
        forgeries.put("signature removed", () -> withSignature(new byte[0]));
        forgeries.put(
                "signature truncated", () -> withSignature(Arrays.copyOf(genuineSignature(), 63)));
        forgeries.put(
                "signature extended", () -> withSignature(Arrays.copyOf(genuineSignature(), 65)));
        forgeries.put(
                "signature of another token",
                () -> signed(workshop.doors().studyToken(OTHER_STUDY).split("\\.")[2]));
        forgeries.put("signature of zeros", () -> withSignature(new byte[64]));
        forgeries.put("signature of the curve's order", () -> withSignature(curveOrderTwice()));
        forgeries.put("signature DER-encoded", this::derSignature);
        forgeries.put("signature halves swapped", this::swappedSignature);
        forgeries.put("a forger's key under the realm's kid", () -> signedWith(newKey(), header()));
        forgeries.put("P-384 under the name ES256", () -> withSignature(new byte[96]));
    }

    // Parts

    private String genuine() {
        return workshop.genuine();
    }

    private ObjectNode header() {
        return workshop.header();
    }

    private ObjectNode payload() {
        return workshop.payload();
    }

    private String kid() {
        return header().path("kid").textValue();
    }

    private ObjectNode without(String parameter) {
        ObjectNode header = header();
        header.remove(parameter);
        return header;
    }

    private String with(String parameter, String json) {
        ObjectNode header = without(parameter);
        return header.toString().replaceFirst("\\{", "{\"" + parameter + "\":" + json + ",");
    }

    /** What a forger is after: a study that was not granted. */
    private ObjectNode coveted() {
        ObjectNode payload = payload();
        payload.putArray("study_instance_uids").add(STUDY).add(OTHER_STUDY);
        return payload;
    }

    private byte[] genuineSignature() {
        return Base64.getUrlDecoder().decode(workshop.signature());
    }

    private String withSignature(byte[] signature) {
        return signed(base64Url(signature));
    }

    /** What the realm signed, to the letter, under another signature. */
    private String signed(String signature) {
        return genuine().substring(0, genuine().lastIndexOf('.') + 1) + signature;
    }

    // Forms

    private String padded(int length) {
        return genuine() + "A".repeat(length - genuine().length());
    }

    private String standardAlphabet() {
        String token = genuine();
        for (int tries = 0; tries < 100; tries++) {
            String signature = token.substring(token.lastIndexOf('.'));
            if (signature.contains("-") || signature.contains("_")) {
                return token.replace('-', '+').replace('_', '/');
            }
            token = workshop.doors().studyToken(STUDY);
        }
        throw new AssertionError("no signature with - or _ in a hundred");
    }

    /** The last of 86 characters carries two bits of the signature and four that say nothing. */
    private String otherSpareBits() {
        String token = genuine();
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (char) (last + 1);
    }

    private String encrypted() {
        JWEObject encrypted =
                new JWEObject(
                        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128GCM)
                                .contentType("JWT")
                                .build(),
                        new Payload(genuine()));
        try {
            encrypted.encrypt(new DirectEncrypter(new byte[16]));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return encrypted.serialize();
    }

    // Keys

    private byte[] der() {
        return Base64.getDecoder().decode(workshop.keys().publicKey("ES256"));
    }

    private String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private String hmac(ObjectNode header, byte[] secret) {
        String input = encoded(header) + "." + encoded(coveted());
        try {
            return input
                    + "."
                    + new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), bytes(input));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("forger").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signedWith(ECKey key, Object header) {
        String input = encoded(header) + "." + encoded(coveted());
        try {
            return input
                    + "."
                    + new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256), bytes(input));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with a key of the forger's own, with one more header parameter. */
    private String ownKey(String parameter) {
        return signedWith(newKey(), header().toString().replaceFirst("}$", "," + parameter + "}"));
    }

    private String embeddedKey() {
        ECKey key = newKey();
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(new JOSEObjectType("at+jwt"))
                                .jwk(key.toPublicJWK())
                                .keyID(key.getKeyID())
                                .build(),
                        new Payload(coveted().toString()));
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    // Signatures

    private static byte[] curveOrderTwice() {
        BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
        byte[] half = order.toByteArray();
        byte[] signature = new byte[64];
        System.arraycopy(half, half.length - 32, signature, 0, 32);
        System.arraycopy(half, half.length - 32, signature, 32, 32);
        return signature;
    }

    private String derSignature() {
        try {
            return withSignature(ECDSA.transcodeSignatureToDER(genuineSignature()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String swappedSignature() {
        byte[] signature = genuineSignature();
        byte[] swapped = new byte[64];
        System.arraycopy(signature, 0, swapped, 32, 32);
        System.arraycopy(signature, 32, swapped, 0, 32);
        return withSignature(swapped);
    }
}
