package org.dicomaccess.keycloak.doctor.finding;

/**
 * One thing that is not as it should be.
 *
 * @param verdict anything but {@link Verdict#OK}
 * @param what is wrong, in plain words
 * @param mend what to do, with the name of the setting, variable or file
 */
public record Trouble(Verdict verdict, String what, String mend) {}
