package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Answer;

/**
 * The two headers by which a page is isolated from others (COOP, COEP): all of the viewer's answers
 * have both, its workers' included, or none has one. With COEP on some, images stay black.
 */
final class CrossOriginIsolation implements Examination {
    private static final Pattern WORKER =
            Pattern.compile("[\"'/]([\\w.-]*[wW]orker[\\w.-]*\\.js)[\"']");

    /** The bundles are large; the workers are named in the first ones. */
    private static final int MOST_FILES = 12;

    @Override
    public String name() {
        return "cross-origin isolation";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Answer index = deployment.http().get(deployment.target().at("/ohif/"));
        List<Answer> answers = new ArrayList<>();
        answers.add(index);
        Set<URI> workers = new LinkedHashSet<>();
        for (URI file : ViewerFiles.of(index).stream().limit(MOST_FILES).toList()) {
            Answer answer = deployment.http().get(file);
            answers.add(answer);
            namesOfWorkers(answer.body())
                    .forEach(name -> workers.add(deployment.target().at("/ohif/" + name)));
        }
        for (String path : List.of("/ohif/app-config.js", "/ohif/deployment.js", "/ohif/viewer")) {
            answers.add(deployment.http().get(deployment.target().at(path)));
        }
        for (URI worker : workers.stream().limit(MOST_FILES).toList()) {
            Answer answer = deployment.http().get(worker);
            if (answer.status() == 200) {
                answers.add(answer);
            }
        }
        compare(answers, notes);
    }

    private static void compare(List<Answer> answers, Notes notes) {
        List<Answer> isolated = answers.stream().filter(CrossOriginIsolation::hasBoth).toList();
        List<Answer> not = answers.stream().filter(CrossOriginIsolation::hasNone).toList();
        if (isolated.size() == answers.size()) {
            notes.saw("on, in %d answers".formatted(answers.size()));
        } else if (not.size() == answers.size()) {
            notes.saw("off, in %d answers".formatted(answers.size()));
        } else {
            Answer odd =
                    answers.stream()
                            .filter(answer -> !hasBoth(answer))
                            .findFirst()
                            .orElse(answers.get(0));
            notes.wrong(
                    "Some answers of the viewer are isolated from other sites and some are not,"
                            + " such as"
                            + " %s: images stay black."
                                    .formatted(Addresses.withoutQuery(odd.call().address())),
                    "Set the gateway's DICOM_ACCESS_ISOLATION to on or off:"
                        + " Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy belong to"
                        + " every answer below /ohif/, or to none.");
        }
    }

    private static boolean hasBoth(Answer answer) {
        return answer.header("Cross-Origin-Opener-Policy").isPresent()
                && answer.header("Cross-Origin-Embedder-Policy").isPresent();
    }

    private static boolean hasNone(Answer answer) {
        return answer.header("Cross-Origin-Opener-Policy").isEmpty()
                && answer.header("Cross-Origin-Embedder-Policy").isEmpty();
    }

    private static Set<String> namesOfWorkers(String script) {
        Set<String> names = new LinkedHashSet<>();
        Matcher worker = WORKER.matcher(script);
        while (worker.find()) {
            names.add(worker.group(1));
        }
        return names;
    }
}
