package org.dicomaccess.keycloak.doctor.http;

/** A password, which is in no output: whoever prints it prints stars. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** For the one header that it goes into. */
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
