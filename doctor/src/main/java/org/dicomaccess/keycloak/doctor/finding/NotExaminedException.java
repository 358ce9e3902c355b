package org.dicomaccess.keycloak.doctor.finding;

/** An examination cannot be made: something was not given, or what it needs is wrong already. */
public final class NotExaminedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String mend;

    /**
     * Says why.
     *
     * @param mend what to do so that it can be made; empty when another examination says it
     */
    public NotExaminedException(String why, String mend) {
        super(why);
        this.mend = mend;
    }

    public Trouble trouble() {
        return new Trouble(Verdict.NOT_EXAMINED, String.valueOf(getMessage()), mend);
    }
}
