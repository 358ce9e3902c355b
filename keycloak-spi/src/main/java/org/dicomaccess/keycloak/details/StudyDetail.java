package org.dicomaccess.keycloak.details;

import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * One entry of {@code authorization_details} (RFC 9396 §2) of the type {@value #TYPE}.
 *
 * @param studies in the order they were named; at least one
 * @param actions at least one, never {@code upload}
 * @param locations DICOMweb roots, each with a slash at the end; empty where none was named
 */
public record StudyDetail(Set<StudyInstanceUid> studies, Set<Action> actions, Set<URI> locations) {
    /** Its {@code type}. */
    public static final String TYPE = "dicom_study";

    public StudyDetail {
        studies = Collections.unmodifiableSet(new LinkedHashSet<>(studies));
        actions = Collections.unmodifiableSet(EnumSet.copyOf(actions));
        locations = Collections.unmodifiableSet(new LinkedHashSet<>(locations));
    }

    /** The same at these locations. */
    public StudyDetail at(Set<URI> others) {
        return new StudyDetail(studies, actions, others);
    }

    /** Whether the other opens no study and allows no action that this does not, wherever. */
    boolean covers(StudyDetail other) {
        return studies.containsAll(other.studies) && actions.containsAll(other.actions);
    }
}
