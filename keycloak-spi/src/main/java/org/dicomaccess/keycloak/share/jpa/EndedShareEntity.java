package org.dicomaccess.keycloak.share.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code DICOM_ACCESS_ENDED}: a share that ended before its time, and when. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "DICOM_ACCESS_ENDED")
@SuppressWarnings("NullAway.Init")
public class EndedShareEntity {
    @Id
    @Column(name = "SHARE_ID", length = 36)
    String shareId;

    @Column(name = "ENDED", nullable = false)
    long ended;
}
