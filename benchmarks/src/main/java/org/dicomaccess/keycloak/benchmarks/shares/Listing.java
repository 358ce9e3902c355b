package org.dicomaccess.keycloak.benchmarks.shares;

/**
 * A list that is asked for over REST.
 *
 * @param name as it stands in the table
 * @param everybodys whether an administrator asks; else the owner of a tenth of all shares
 * @param arguments of the URL
 * @param subject what the list is narrowed by, as the database has it; empty for a list that is
 *     always the same
 * @param others a query for what other lists are narrowed by, so that not one page alone is
 *     measured
 */
record Listing(String name, boolean everybodys, String arguments, String subject, String others) {

    static Listing own(String name, String arguments) {
        return new Listing(name, false, arguments, "", "");
    }

    static Listing everybodys(String name, String arguments) {
        return new Listing(name, true, arguments, "", "");
    }

    /** Every second time narrowed by something else. */
    Listing varied(String ofSubject, String byOthers) {
        return new Listing(name, everybodys, arguments, ofSubject, byOthers);
    }

    String path() {
        return (everybodys ? "admin/realms/" : "realms/")
                + "orthanc/dicom-access/shares"
                + arguments;
    }
}
