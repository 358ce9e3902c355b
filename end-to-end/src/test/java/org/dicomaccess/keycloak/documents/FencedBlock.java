package org.dicomaccess.keycloak.documents;

/**
 * Something that a page sets between two fences.
 *
 * @param page the file's path in the repository, such as {@code docs/roles.md}
 * @param line where its first fence is, from 1
 * @param language the first word of the fence, such as {@code sh}; empty for none
 * @param kind what else the fence says, such as {@code container}; empty for nothing
 * @param text the lines in between, without the indentation of the fence
 * @param follows whether nothing but empty lines is between this and the block before
 */
public record FencedBlock(
        String page, int line, String language, String kind, String text, boolean follows) {

    /** Where to look. */
    public String place() {
        return page + ":" + line;
    }

    public boolean isShell() {
        return language.equals("sh");
    }
}
