package org.dicomaccess.keycloak.doctor.finding;

import java.util.ArrayList;
import java.util.List;

/** What is written down during one examination. */
public final class Notes {
    private final String examination;
    private final List<String> seen = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();

    public Notes(String examination) {
        this.examination = examination;
    }

    /** Something worth telling that is as it should be. */
    public void saw(String what) {
        seen.add(what);
    }

    public void wrong(String what, String mend) {
        note(new Trouble(Verdict.WRONG, what, mend));
    }

    public void warning(String what, String mend) {
        note(new Trouble(Verdict.WARNING, what, mend));
    }

    /** Each trouble once, however often it was met. */
    public void note(Trouble trouble) {
        if (!troubles.contains(trouble)) {
            troubles.add(trouble);
        }
    }

    public Finding finding() {
        return new Finding(examination, String.join("; ", seen), troubles);
    }
}
