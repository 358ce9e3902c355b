package org.dicomaccess.keycloak.doctor.examination;

import java.util.Optional;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.StudyToken;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Json;

/** Whether a study token is signed by one of the keys that the realm shows. */
final class Signature implements Examination {
    private static final String MEND =
            "Is somebody else's Keycloak behind the same address, or an old answer of its keys kept"
                    + " in a cache? Restart Keycloak's nodes, and let nothing keep"
                    + " protocol/openid-connect/certs.";

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        StudyToken token = deployment.share().token();
        String id = token.header().text("kid").orElse("");
        Optional<Json> key =
                deployment.keys().at("keys").elements().stream()
                        .filter(one -> one.text("kid").orElse("").equals(id))
                        .findFirst();
        if (key.isEmpty()) {
            notes.wrong("Study tokens are signed by a key that the realm does not show.", MEND);
            return;
        }
        String algorithm = token.header().text("alg").orElse("none");
        Optional<Boolean> verified = new PublishedKey(key.get(), algorithm).verifies(token);
        if (verified.isEmpty()) {
            throw new NotExaminedException(
                    "Signatures by %s are not verified here.".formatted(algorithm), "");
        }
        if (!verified.get()) {
            notes.wrong("The signature of a study token is not the key's.", MEND);
        }
        notes.saw(algorithm);
    }
}
