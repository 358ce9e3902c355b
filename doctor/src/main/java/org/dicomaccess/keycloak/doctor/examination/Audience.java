package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import java.util.Locale;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.StudyToken;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Json;

/** What is in a study token: whom it is for, what it opens and until when. */
final class Audience implements Examination {
    private static final String MEND =
            "Is the extension's version that of the doctor, and the only one in providers/?";

    @Override
    public String name() {
        return "study token";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        StudyToken token = deployment.share().token();
        Json claims = token.claims();
        if (!claims.texts("aud").equals(List.of(target.client()))) {
            notes.wrong(
                    "A study token is for %s, not for the client %s alone."
                            .formatted(String.join(", ", claims.texts("aud")), target.client()),
                    MEND);
        }
        String issuer = deployment.discovery().text("issuer").orElse("");
        if (!claims.text("iss").orElse("").equals(issuer)) {
            notes.wrong(
                    "A study token names %s as its issuer, the realm is %s."
                            .formatted(claims.text("iss").orElse("nobody"), issuer),
                    "Start Keycloak with one fixed address, --hostname=%s (KC_HOSTNAME)."
                            .formatted(target.keycloak()));
        }
        if (!claims.text("typ").orElse("").equals("Study")
                || !token.header()
                        .text("typ")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .equals("at+jwt")) {
            notes.wrong("The token is not of the kind \"Study\".", MEND);
        }
        if (!claims.texts("study_instance_uids").equals(List.of(deployment.studies().shared()))) {
            notes.wrong("The token does not name the one study that was shared.", MEND);
        }
        long lasts = claims.number("exp").orElse(0) - claims.number("iat").orElse(0);
        if (lasts < 1 || lasts > Deployment.SHARE_SECONDS) {
            notes.wrong(
                    "The token lasts %d seconds, %d were asked for."
                            .formatted(lasts, Deployment.SHARE_SECONDS),
                    MEND);
        }
        notes.saw("%d characters, for %s".formatted(token.raw().length(), target.client()));
    }
}
