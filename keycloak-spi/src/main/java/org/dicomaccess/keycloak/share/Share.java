package org.dicomaccess.keycloak.share;

/**
 * A grant that somebody gave, as it is recorded.
 *
 * @param id 22 URL-safe characters; names the share, opens nothing
 * @param contents what it opens
 * @param owner who gave it
 * @param recipient for whom it is
 * @param label the owner's own words for it; may be empty
 * @param linkForm what its link holds
 * @param rules when and how it may be opened
 * @param notices what its owner is told
 * @param progress what has become of it
 */
public record Share(
        String id,
        ShareContents contents,
        Owner owner,
        Recipient recipient,
        String label,
        LinkForm linkForm,
        ShareRules rules,
        Notices notices,
        ShareProgress progress) {

    /** Whether a text is of the form of an id, so that it may name a share. */
    public static boolean isId(String text) {
        return text.matches("[A-Za-z0-9_-]{22}");
    }
}
