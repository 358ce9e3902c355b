package org.dicomaccess.keycloak.share.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code DICOM_ACCESS_SHARED_STUDY}: one study of a share, in its place. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "DICOM_ACCESS_SHARED_STUDY")
@IdClass(SharedStudyKey.class)
@SuppressWarnings("NullAway.Init")
public class SharedStudyEntity {
    @Id
    @Column(name = "SHARE_ID", length = 36)
    String shareId;

    @Id
    @Column(name = "PLACE")
    int place;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "STUDY_LEVEL", length = 16, nullable = false)
    String level;

    @Column(name = "STUDY_UID", length = 64)
    @Nullable String studyUid;

    @Column(name = "ORTHANC_ID", length = 64)
    @Nullable String orthancId;

    /** Of its share, so that what others share of a study is passed over without a look at it. */
    @Column(name = "OWNER_ID", nullable = false)
    String ownerId;

    /** When its share was given. Null for a study that its share names in an earlier place too. */
    @Column(name = "LISTED")
    @Nullable Long listed;
}
