package org.dicomaccess.keycloak.benchmarks;

/** What the environment may say of how much is measured: with less of it, figures mean less. */
public final class Setting {

    private Setting() {}

    /**
     * A number from the environment.
     *
     * @param usual what is measured for the page of figures, when the environment says nothing
     * @throws IllegalArgumentException when it says something else than a positive number
     */
    public static int number(String name, int usual) {
        String said = System.getenv(name);
        if (said == null || said.isEmpty()) {
            return usual;
        }
        if (!said.matches("[1-9][0-9]{0,7}")) {
            throw new IllegalArgumentException(
                    "%s=%s is no number such as %d".formatted(name, said, usual));
        }
        return Integer.parseInt(said);
    }
}
