package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Json;

/** The keys that the realm shows to everybody. */
final class SigningKeys implements Examination {
    private static final List<String> PRIVATE = List.of("d", "p", "q", "k");

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        List<Json> keys = deployment.keys().at("keys").elements();
        List<Json> signing =
                keys.stream().filter(key -> key.text("use").orElse("sig").equals("sig")).toList();
        if (signing.isEmpty()) {
            notes.wrong(
                    "The realm has no key to sign with.",
                    "Add one of the kind ecdsa-generated, P-256 (Realm settings > Keys > Add"
                            + " provider).");
        } else if (signing.stream().noneMatch(SigningKeys::isShort)) {
            notes.warning(
                    "The realm signs with RSA only: study tokens are long, and those of many"
                            + " studies may not fit a header.",
                    "Add a key of the kind ecdsa-generated, P-256 (Realm settings > Keys > Add"
                            + " provider), with a priority.");
        }
        if (keys.stream().anyMatch(key -> PRIVATE.stream().anyMatch(key::has))) {
            notes.wrong(
                    "The realm shows a private key to everybody.",
                    "Take that key out of service at once (Realm settings > Keys) and add"
                            + " another.");
        }
        notes.saw("%d to sign with".formatted(signing.size()));
    }

    private static boolean isShort(Json key) {
        return key.text("kty").filter("EC"::equals).isPresent()
                && key.text("crv").filter("P-256"::equals).isPresent();
    }
}
