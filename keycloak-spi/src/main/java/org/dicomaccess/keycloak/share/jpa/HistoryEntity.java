package org.dicomaccess.keycloak.share.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code DICOM_ACCESS_HISTORY}: something that happened to a share. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "DICOM_ACCESS_HISTORY")
@SuppressWarnings("NullAway.Init")
public class HistoryEntity {
    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "SHARE_ID", length = 36, nullable = false)
    String shareId;

    @Column(name = "HAPPENED", nullable = false)
    long happened;

    @Column(name = "KIND", length = 32, nullable = false)
    String kind;

    @Column(name = "ACTOR")
    @Nullable String actor;

    @Column(name = "ADDRESS", length = 64)
    @Nullable String address;

    @Column(name = "BROWSER")
    @Nullable String browser;

    @Column(name = "DETAIL")
    @Nullable String detail;
}
