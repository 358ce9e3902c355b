package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether answers tell which version of what is running, for whoever looks for holes in it. */
final class ServerVersion implements Examination {

    @Override
    public String name() {
        return "version of the server";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        List<Answer> answers =
                List.of(
                        deployment.http().get(deployment.target().at("/ohif/")),
                        deployment.http().get(deployment.target().dicomWeb("/studies?limit=1")));
        answers.stream()
                .flatMap(
                        answer ->
                                Stream.of("Server", "X-Powered-By")
                                        .flatMap(h -> answer.all(h).stream()))
                .filter(value -> value.matches(".*\\d.*"))
                .distinct()
                .forEach(
                        value ->
                                notes.warning(
                                        "Answers tell that this is %s.".formatted(value),
                                        "server_tokens off; in nginx, as the gateway's template has"
                                                + " it."));
    }
}
