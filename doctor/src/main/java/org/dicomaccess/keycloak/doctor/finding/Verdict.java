package org.dicomaccess.keycloak.doctor.finding;

/** How an examination ended, the worse the later. */
public enum Verdict {
    OK("ok"),
    /** Something that is needed to look was not given, or is wrong already. */
    NOT_EXAMINED("not examined"),
    /** It works, and should be better. */
    WARNING("warning"),
    WRONG("wrong");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As it is printed. */
    public String words() {
        return words;
    }

    Verdict orWorse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
