package org.dicomaccess.keycloak.dicomweb;

import java.util.List;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * What a person sees of the studies that were asked for.
 *
 * @param found in the order in which they were asked for
 * @param notFound those that do not exist, or that this person may not see; the server does not
 *     tell which
 */
public record FoundStudies(List<FoundStudy> found, List<StudyInstanceUid> notFound) {

    public FoundStudies {
        found = List.copyOf(found);
        notFound = List.copyOf(notFound);
    }

    /** Whether the person sees each of them. */
    public boolean complete() {
        return notFound.isEmpty();
    }
}
