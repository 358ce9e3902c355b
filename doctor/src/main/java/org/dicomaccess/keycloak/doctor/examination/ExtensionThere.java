package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether the extension is installed and enabled in the realm, and found by the gateway. */
final class ExtensionThere implements Examination {
    static final String REASON = "X-Dicom-Access-Reason";

    @Override
    public String name() {
        return "extension";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        deployment.discovery();
        Answer own = deployment.http().get(deployment.target().extension("/grant"));
        if (own.status() == 404) {
            notes.wrong(
                    "The realm has no endpoint of this extension: " + own.words() + ".",
                    "Set the realm's attribute dicom-access.enabled=true. If it is set, the jar is"
                        + " missing: copy it to Keycloak's providers/ and run bin/kc.sh build.");
        } else if (!isRefusal(own)) {
            notes.wrong(
                    "The extension's endpoint answers strangely: " + own.words() + ".",
                    "Look at Keycloak's log, and at what stands in front of Keycloak.");
        }
        Answer atGateway = deployment.http().get(deployment.target().at("/dicom-access/grant"));
        if (!isRefusal(atGateway)) {
            notes.wrong(
                    "The gateway does not find the extension: " + atGateway.words() + ".",
                    "Let KEYCLOAK_ADDRESS be Keycloak's host and port as the gateway reaches it,"
                            + " and"
                            + " DICOM_ACCESS_ENDPOINT /realms/%s/dicom-access."
                                    .formatted(deployment.target().realm()));
        }
    }

    private static boolean isRefusal(Answer answer) {
        return answer.status() == 401 && answer.header(REASON).isPresent();
    }
}
