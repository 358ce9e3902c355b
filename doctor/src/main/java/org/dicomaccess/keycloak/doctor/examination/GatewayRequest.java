package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.StudyToken;
import org.dicomaccess.keycloak.doctor.deployment.SyntheticStudies;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;
import org.dicomaccess.keycloak.doctor.http.Json;

/**
 * One request with the share's token, as {@code gateway-requests.tsv} has it. Both studies in it do
 * not exist, so that nothing happens even where it is let through.
 *
 * @param path {@code {A}} is the shared study, {@code {B}} another one
 * @param token what is sent as the bearer's
 * @param header one more, as {@code Name: value}; or empty
 * @param expected how it has to end
 * @param reason that a refusal has to give, as far as the gateway tells any; or empty
 * @param mend what to do when it ends otherwise
 */
record GatewayRequest(
        String name,
        String method,
        String path,
        String token,
        String header,
        Expected expected,
        String reason,
        String mend)
        implements Examination {

    /** How a request has to end. */
    enum Expected {
        GRANTED,
        NOTHING_ELSE,
        REFUSED,
        UNAUTHENTICATED;

        private static Expected of(String words) {
            return valueOf(words.replace(' ', '_').toUpperCase(Locale.ROOT));
        }
    }

    /** All of them, in the order of the table. */
    static List<GatewayRequest> all() {
        return Table.rows("gateway-requests.tsv").stream()
                .map(
                        row ->
                                new GatewayRequest(
                                        row.get(0),
                                        row.get(1),
                                        row.get(2),
                                        row.get(3),
                                        row.get(4),
                                        Expected.of(row.get(5)),
                                        row.get(6),
                                        row.get(7)))
                .toList();
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        StudyToken opened = deployment.openedShare().token();
        Answer answer = deployment.http().send(call(deployment, opened));
        if (answer.status() == 429) {
            throw new NotExaminedException(answer.words(), "Try again in a minute.");
        }
        String reasonGiven = answer.header(ExtensionThere.REASON).orElse("");
        if (expected == Expected.GRANTED && isOver(deployment)) {
            throw new NotExaminedException(
                    "The share has ended meanwhile: all of this took too long.",
                    "Find out which of the parts is slow: gateway, Keycloak or Orthanc.");
        }
        boolean right =
                switch (expected) {
                    case GRANTED -> answer.isGood();
                    case NOTHING_ELSE ->
                            answer.isRefused()
                                    || (answer.isGood()
                                            && findsNothingElse(answer, deployment.studies()));
                    case REFUSED -> answer.isRefused();
                    case UNAUTHENTICATED -> answer.status() == 401;
                };
        if (!right) {
            notes.wrong(what(answer, reasonGiven), mend);
        } else if (!reason.isEmpty() && !reasonGiven.isEmpty() && !reasonGiven.equals(reason)) {
            notes.warning(
                    "Refused, but because of %s instead of %s.".formatted(reasonGiven, reason),
                    mend);
        }
    }

    private Call call(Deployment deployment, StudyToken opened) {
        URI address = deployment.target().at(filled(path, deployment.studies()));
        Call call = Call.of(method, address);
        if (!header.isEmpty()) {
            String[] both = filled(header, deployment.studies()).split(": ", 2);
            call = call.header(both[0], both[1]);
        }
        return switch (token) {
            case "share" -> call.bearer(opened.raw());
            case "garbled" -> call.bearer(opened.garbled());
            case "unsigned" -> call.bearer(opened.unsigned());
            default -> call;
        };
    }

    private static String filled(String text, SyntheticStudies studies) {
        return text.replace("{A}", studies.shared()).replace("{B}", studies.other());
    }

    private static boolean isOver(Deployment deployment) {
        return Duration.between(deployment.share().asked(), deployment.clock().instant())
                        .toSeconds()
                >= Deployment.SHARE_SECONDS;
    }

    /** Each study is told by its StudyInstanceUID, (0020,000D). */
    private static boolean findsNothingElse(Answer answer, SyntheticStudies studies) {
        return answer.body().isBlank()
                || answer.json()
                        .filter(Json::isList)
                        .filter(
                                list ->
                                        list.elements().stream()
                                                .allMatch(
                                                        study ->
                                                                study.at("0020000D")
                                                                        .texts("Value")
                                                                        .equals(
                                                                                List.of(
                                                                                        studies
                                                                                                .shared()))))
                        .isPresent();
    }

    private String what(Answer answer, String reasonGiven) {
        String was =
                "%s %s: status %d%s"
                        .formatted(
                                method,
                                path.replaceAll("\\?.*", "?..."),
                                answer.status(),
                                reasonGiven.isEmpty() ? "" : " " + reasonGiven);
        return switch (expected) {
            case GRANTED -> "The shared study is not opened. " + was + ".";
            case NOTHING_ELSE -> "A share's token finds OTHER STUDIES. " + was + ".";
            case REFUSED -> "This is LET THROUGH with a share's token. " + was + ".";
            case UNAUTHENTICATED -> "This is let through without a good token. " + was + ".";
        };
    }
}
