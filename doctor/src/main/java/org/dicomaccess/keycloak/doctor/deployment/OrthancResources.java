package org.dicomaccess.keycloak.doctor.deployment;

import java.net.URI;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;
import org.dicomaccess.keycloak.doctor.http.Http;
import org.dicomaccess.keycloak.doctor.http.Json;

/**
 * The one granted study in Orthanc and what belongs to it, in Orthanc's own ids.
 *
 * @param patient empty when Orthanc does not tell
 */
public record OrthancResources(
        Target.Orthanc orthanc, String token, String patient, String series, String instance) {

    private static final String ID = "[a-f0-9]{8}(-[a-f0-9]{8}){4}";

    /**
     * Found out with the token.
     *
     * @throws TroubleException when it does not open the study
     */
    static OrthancResources of(Target.Orthanc orthanc, StudyToken granted, Http http) {
        String token = granted.raw();
        Json study = read(http, token, orthanc.at("/studies/" + orthanc.id()));
        String series = first(study, "Series");
        Json ofSeries = read(http, token, orthanc.at("/series/" + series));
        return new OrthancResources(
                orthanc,
                token,
                study.text("ParentPatient").filter(id -> id.matches(ID)).orElse(""),
                series,
                first(ofSeries, "Instances"));
    }

    private static Json read(Http http, String token, URI address) {
        Answer answer = http.send(Call.get(address).header("token", token));
        return answer.json()
                .filter(json -> answer.status() == 200)
                .orElseThrow(() -> refused(answer));
    }

    private static TroubleException refused(Answer answer) {
        String what = "A token for the study does not open it in Orthanc: " + answer.words() + ".";
        if (answer.status() == 404) {
            return new TroubleException(
                    what, "Name a study that is there: --study ORTHANC-ID/UID.");
        }
        if (answer.call().address().getPath().contains("/series/")) {
            return new TroubleException(
                    "A series of the granted study is refused: " + answer.words() + ".",
                    "Set CheckedLevel to \"studies\" in Orthanc's section Authorization.");
        }
        return new TroubleException(
                what,
                "In Orthanc's section Authorization, WebServiceRootUrl must be the realm's endpoint"
                        + " as Orthanc reaches it, WebServiceUsername and WebServicePassword the"
                        + " client's id and secret, TokenHttpHeaders must hold \"token\"."
                        + " Orthanc's log says what the plugin was"
                        + " answered.");
    }

    private static String first(Json of, String name) {
        Optional<String> first = of.texts(name).stream().filter(id -> id.matches(ID)).findFirst();
        return first.orElseThrow(
                () ->
                        new TroubleException(
                                "Orthanc names no %s of the study.".formatted(name),
                                "Name a study that has images: --study ORTHANC-ID/UID."));
    }

    /** A call with the token; names in braces, such as {@code {series}}, stand for the ids. */
    public Call call(String method, String path) {
        return Call.of(method, orthanc.at(filled(path))).header("token", token);
    }

    private String filled(String path) {
        return path.replace("{study}", orthanc.id())
                .replace("{uid}", orthanc.uid())
                .replace("{patient}", patient)
                .replace("{series}", series)
                .replace("{instance}", instance);
    }

    @Override
    public String toString() {
        return "study " + orthanc.id();
    }
}
