package org.dicomaccess.keycloak.http.pages;

import java.time.LocalDate;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.dicomweb.FoundStudy;
import org.jspecify.annotations.Nullable;

/** A study as the image server describes it to whoever shares it; absent is what it did not say. */
public record StudyRow(
        String uid,
        @Nullable String patient,
        @Nullable LocalDate born,
        @Nullable LocalDate date,
        @Nullable String description,
        String modalities) {

    static StudyRow of(FoundStudy study) {
        return new StudyRow(
                study.uid().value(),
                orNull(study.patientName()),
                orNull(study.birthDate()),
                orNull(study.date()),
                orNull(study.description()),
                String.join(", ", study.modalities()));
    }

    /** Of a server that nobody looked at. */
    static StudyRow of(StudyInstanceUid uid) {
        return new StudyRow(uid.value(), null, null, null, null, "");
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }
}
