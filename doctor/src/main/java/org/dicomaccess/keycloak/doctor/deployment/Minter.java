package org.dicomaccess.keycloak.doctor.deployment;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;
import org.dicomaccess.keycloak.doctor.http.Http;
import org.dicomaccess.keycloak.doctor.http.Json;
import org.dicomaccess.keycloak.doctor.http.Secret;

/** Asks Keycloak for links and tokens, as Orthanc's plugin does. */
final class Minter {
    /** The name under which the share is seen in lists as long as it is there. */
    private static final String LABEL = "keycloak-dicom-access-doctor";

    private final Target target;
    private final Http http;

    Minter(Target target, Http http) {
        this.target = target;
        this.http = http;
    }

    /**
     * A publication or a token.
     *
     * @param type of the plugin, such as {@code ohif-viewer-publication}
     * @param study its names, {@code dicom-uid} and perhaps {@code orthanc-id}
     * @param seconds how long it is good for
     * @throws TroubleException when it is not given
     */
    Json mint(String type, Map<String, String> study, int seconds) {
        Map<String, Object> wish =
                Map.of(
                        "id",
                        LABEL,
                        "type",
                        type,
                        "resources",
                        List.of(study),
                        "validity-duration",
                        seconds);
        Answer answer =
                http.send(
                        Call.of("PUT", target.extension("/tokens/" + type))
                                .basic(target.client(), secret())
                                .body("application/json", written(wish)));
        return switch (answer.status()) {
            case 200 -> answer.json().orElseThrow(() -> strange(answer));
            case 401 ->
                    throw new TroubleException(
                            "Keycloak does not take the secret of the client %s."
                                    .formatted(target.client()),
                            "Use the secret of the realm's client (Clients > %s > Credentials)."
                                            .formatted(target.client())
                                    + " The client needs client authentication and its attribute"
                                    + " dicom-access.resource-server=true. Is --client right?");
            case 429 -> throw new NotExaminedException(answer.words(), "Try again in a minute.");
            default -> throw strange(answer);
        };
    }

    private TroubleException strange(Answer answer) {
        String why = answer.json().flatMap(json -> json.text("error_description")).orElse("");
        String mend =
                why.startsWith("type")
                        ? "Set the attribute dicom-access.viewer.ohif of the client %s to %s/ohif/."
                                .formatted(target.client(), target.gateway())
                        : "Look at the extension's own words and at Keycloak's log.";
        return new TroubleException(
                "No share is given: %s %s".formatted(answer.words(), shortened(why)), mend);
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > 200 ? plain.substring(0, 200) + "..." : plain;
    }

    /** The secret, where nobody on the way sees it. */
    Secret secret() {
        Secret secret =
                target.secret()
                        .orElseThrow(
                                () ->
                                        new NotExaminedException(
                                                "The client's secret was not given.",
                                                "Give it by --secret-file or in"
                                                        + " DICOM_ACCESS_CLIENT_SECRET."));
        if (!target.isLocal() && !Target.isSafe(target.keycloak())) {
            throw new NotExaminedException(
                    "The client's secret is not sent over plain http.", "Use https.");
        }
        return secret;
    }

    private static String written(Map<String, Object> wish) {
        try {
            return JSON.std.asString(wish);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
