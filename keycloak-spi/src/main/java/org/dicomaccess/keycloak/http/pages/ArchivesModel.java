package org.dicomaccess.keycloak.http.pages;

import java.util.List;

/**
 * The page with the archives of a share of several studies.
 *
 * @param links one a study, with a study token of a few minutes in each
 */
public record ArchivesModel(List<String> links) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "ArchivesModel[" + links.size() + "]";
    }
}
