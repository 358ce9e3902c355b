package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.OrthancResources;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/**
 * One lock of Orthanc's {@code Permissions}, tried at a route below it that changes nothing, since
 * it does not exist or only reads. Whoever is refused there is refused by the lock; 404 or 405
 * would come from Orthanc itself, behind it.
 *
 * @param entry that locks it
 */
record OrthancLock(String name, String method, String path, String entry) implements Examination {

    /** All of them, in the order of {@code orthanc-locks.tsv}. */
    static List<OrthancLock> all() {
        return Table.rows("orthanc-locks.tsv").stream()
                .map(
                        row ->
                                new OrthancLock(
                                        "lock of " + row.get(0),
                                        row.get(1),
                                        row.get(2),
                                        row.get(3)))
                .toList();
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        OrthancResources resources = deployment.orthancResources();
        if (path.contains("{patient}") && resources.patient().isEmpty()) {
            throw new NotExaminedException("Orthanc does not tell the patient's id.", "");
        }
        Answer answer = deployment.http().send(resources.call(method, path));
        if (answer.status() != 401 && answer.status() != 403) {
            notes.wrong(
                    "OPEN to whoever has a share link: %s %s is answered by Orthanc with %d."
                            .formatted(method, path, answer.status()),
                    "Put %s at the head of Permissions in Orthanc's section Authorization, as in"
                                    .formatted(entry)
                            + " docker/orthanc/authorization.json.");
        }
    }
}
