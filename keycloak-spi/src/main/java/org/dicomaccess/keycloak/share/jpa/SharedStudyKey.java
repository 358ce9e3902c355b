package org.dicomaccess.keycloak.share.jpa;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which row of {@code DICOM_ACCESS_SHARED_STUDY}. */
@SuppressWarnings("NullAway.Init")
public class SharedStudyKey implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    String shareId;
    int place;

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedStudyKey key
                && place == key.place
                && Objects.equals(shareId, key.shareId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(shareId, place);
    }
}
