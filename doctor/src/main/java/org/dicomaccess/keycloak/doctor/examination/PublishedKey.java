package org.dicomaccess.keycloak.doctor.examination;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.deployment.StudyToken;
import org.dicomaccess.keycloak.doctor.http.Json;

/**
 * A public key as the realm shows it (RFC 7517).
 *
 * @param algorithm of the signature (RFC 7518 §3.1)
 */
record PublishedKey(Json key, String algorithm) {

    /** Whether a token is signed by it; none for algorithms that are not known here. */
    Optional<Boolean> verifies(StudyToken token) {
        try {
            return switch (algorithm.substring(0, Math.min(2, algorithm.length()))) {
                case "ES" -> Optional.of(verifies(token, ecKey(), ecSignature()));
                case "RS" -> Optional.of(verifies(token, rsaKey(), signature("withRSA")));
                case "PS" -> Optional.of(verifies(token, rsaKey(), pssSignature()));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            return Optional.of(false);
        }
    }

    private static boolean verifies(StudyToken token, PublicKey by, Signature signature)
            throws GeneralSecurityException {
        signature.initVerify(by);
        signature.update(token.signed());
        return signature.verify(token.signature());
    }

    private PublicKey ecKey() throws GeneralSecurityException {
        String curve =
                switch (key.text("crv").orElse("")) {
                    case "P-256" -> "secp256r1";
                    case "P-384" -> "secp384r1";
                    case "P-521" -> "secp521r1";
                    default -> throw new GeneralSecurityException("no curve");
                };
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(
                                new ECPoint(number("x"), number("y")),
                                parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private PublicKey rsaKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number("n"), number("e")));
    }

    /** The two numbers of a JWS side by side (RFC 7518 §3.4), not in ASN.1. */
    private Signature ecSignature() throws GeneralSecurityException {
        return signature("withECDSAinP1363Format");
    }

    private Signature pssSignature() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        String bits = algorithm.substring(2);
        MGF1ParameterSpec mask =
                switch (bits) {
                    case "256" -> MGF1ParameterSpec.SHA256;
                    case "384" -> MGF1ParameterSpec.SHA384;
                    default -> MGF1ParameterSpec.SHA512;
                };
        signature.setParameter(
                new PSSParameterSpec("SHA-" + bits, "MGF1", mask, Integer.parseInt(bits) / 8, 1));
        return signature;
    }

    private Signature signature(String with) throws GeneralSecurityException {
        return Signature.getInstance("SHA" + algorithm.substring(2) + with);
    }

    private BigInteger number(String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.text(name).orElse("")));
    }
}
