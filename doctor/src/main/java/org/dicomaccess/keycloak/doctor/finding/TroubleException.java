package org.dicomaccess.keycloak.doctor.finding;

/** An examination cannot go on, because of something that is wrong. */
public class TroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String mend;

    public TroubleException(String what, String mend) {
        super(what);
        this.mend = mend;
    }

    public TroubleException(String what, String mend, Throwable cause) {
        super(what, cause);
        this.mend = mend;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public Trouble trouble() {
        return new Trouble(Verdict.WRONG, what(), mend);
    }
}
