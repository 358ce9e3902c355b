package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether a token that somebody wrote into an address is passed on, by a redirect or in a page. */
final class TokenInAddress implements Examination {
    /** It is none, so that it may be in logs. */
    private static final String MARK = "dicom-access-doctor-was-here";

    @Override
    public String name() {
        return "token in an address";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        for (String path :
                new String[] {"/", "/ohif", "/ohif/", "/orthanc", "/orthanc/dicom-web/studies"}) {
            Answer answer = deployment.http().get(deployment.target().at(path + "?token=" + MARK));
            if (answer.header("Location").filter(to -> to.contains(MARK)).isPresent()) {
                notes.wrong(
                        "%s passes a token in its query on by a redirect.".formatted(path),
                        "Redirect without the query, as the gateway's template does.");
            }
            if (answer.body().contains(MARK)) {
                notes.wrong(
                        "%s repeats a token of its query in its answer.".formatted(path),
                        "Answer with the gateway's own words, as its template does.");
            }
        }
    }
}
