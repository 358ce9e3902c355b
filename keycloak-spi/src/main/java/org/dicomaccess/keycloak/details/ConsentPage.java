package org.dicomaccess.keycloak.details;

import java.net.URI;
import java.util.List;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * What the consent page shows. Nothing of patients: whoever reads it may be looked at.
 *
 * @param entries in the order they were asked for
 * @param end when the access ends at the latest, in the reader's language; empty for no such time
 */
public record ConsentPage(List<Entry> entries, String end) {

    public ConsentPage {
        entries = List.copyOf(entries);
    }

    static ConsentPage of(RequestedDetails requested, String end) {
        return new ConsentPage(requested.entries().stream().map(Entry::of).toList(), end);
    }

    /**
     * Studies that something may be done to.
     *
     * @param studies their UIDs
     * @param download whether files may be taken away
     * @param locations where they are, when that was said
     */
    public record Entry(List<String> studies, boolean download, List<String> locations) {
        static Entry of(StudyDetail detail) {
            return new Entry(
                    detail.studies().stream().map(StudyInstanceUid::value).toList(),
                    detail.actions().contains(Action.DOWNLOAD),
                    detail.locations().stream().map(URI::toString).toList());
        }
    }
}
