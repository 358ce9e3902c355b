package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Looks for headers in an answer. */
final class Headers {
    private final Answer answer;
    private final Notes notes;

    Headers(Answer answer, Notes notes) {
        this.answer = answer;
        this.notes = notes;
    }

    /**
     * That a header says something, beside other things perhaps, and in no second line the
     * opposite.
     *
     * @param otherwise what follows when it does not
     */
    void require(String name, String word, String otherwise) {
        boolean said =
                !answer.all(name).isEmpty()
                        && answer.all(name).stream().allMatch(value -> value.contains(word));
        if (!said) {
            notes.wrong(
                    "%s has no header %s: %s, so %s."
                            .formatted(
                                    Addresses.withoutQuery(answer.call().address()),
                                    name,
                                    word,
                                    otherwise),
                    "Use the gateway's template as it is (dicom-access.conf.template): an"
                            + " add_header in a location drops all those of the server around it.");
        }
    }
}
