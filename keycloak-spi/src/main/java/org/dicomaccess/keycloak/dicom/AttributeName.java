package org.dicomaccess.keycloak.dicom;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an attribute in a query (DICOM PS3.18 §8.3.4): its keyword, exactly as DICOM writes
 * it, or its tag in eight hexadecimal digits. Both names of one attribute have the same tag here,
 * whatever the case of its digits.
 *
 * @param written the name as it is written again
 * @param tag eight upper-case hexadecimal digits
 */
record AttributeName(String written, String tag) {

    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");

    /** NumberOfPatientRelatedStudies, -Series and -Instances: they tell of studies not granted. */
    private static final Set<String> COUNTS_OF_PATIENT = Set.of("00201200", "00201202", "00201204");

    /** QueryRetrieveLevel: the path decides at which level is searched. */
    private static final String LEVEL = "00080052";

    /** Empty for a keyword that is not in the table, and for every other way to write a tag. */
    static Optional<AttributeName> of(String name) {
        if (TAG.matcher(name).matches()) {
            String tag = name.toUpperCase(Locale.ROOT);
            return Optional.of(new AttributeName(tag, tag));
        }
        return Keywords.tagOf(name).map(tag -> new AttributeName(name, tag));
    }

    /** Whether its value would depend on what the patient has beside the granted studies. */
    boolean countsOfPatient() {
        return COUNTS_OF_PATIENT.contains(tag);
    }

    boolean isMatchingKey() {
        return !countsOfPatient() && !tag.equals(LEVEL);
    }

    QueryArgument argument(String value) {
        return new QueryArgument(written, value);
    }
}
