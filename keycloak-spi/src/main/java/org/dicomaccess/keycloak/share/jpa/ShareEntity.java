package org.dicomaccess.keycloak.share.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code DICOM_ACCESS_SHARE}; instants are milliseconds. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "DICOM_ACCESS_SHARE")
@SuppressWarnings("NullAway.Init")
public class ShareEntity {
    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "CODE_HASH", length = 43, nullable = false)
    String codeHash;

    @Column(name = "CLIENT_ID", length = 36, nullable = false)
    String clientId;

    @Column(name = "ACTIONS", length = 64, nullable = false)
    String actions;

    @Column(name = "VIEWER", length = 32, nullable = false)
    String viewer;

    @Column(name = "LINK_FORM", length = 16, nullable = false)
    String linkForm;

    @Column(name = "OWNER_KIND", length = 16, nullable = false)
    String ownerKind;

    @Column(name = "OWNER_ID", nullable = false)
    String ownerId;

    @Column(name = "RECIPIENT_KIND", length = 16, nullable = false)
    String recipientKind;

    @Column(name = "RECIPIENT")
    @Nullable String recipient;

    @Column(name = "LABEL")
    @Nullable String label;

    @Column(name = "CREATED", nullable = false)
    long created;

    @Column(name = "NOT_BEFORE", nullable = false)
    long notBefore;

    @Column(name = "EXPIRES", nullable = false)
    long expires;

    @Column(name = "MAXIMUM_OPENS")
    @Nullable Integer maximumOpens;

    @Column(name = "OPENS", nullable = false)
    int opens;

    /** Never below 0, null for any number: a list finds what is used up by one value. */
    @Column(name = "OPENS_LEFT")
    @Nullable Integer opensLeft;

    @Column(name = "LAST_OPEN")
    @Nullable Long lastOpen;

    @Column(name = "LAST_USE")
    @Nullable Long lastUse;

    /** When a publication was made that nobody opened or used yet; null for every other share. */
    @Column(name = "UNUSED_SINCE")
    @Nullable Long unusedSince;

    @Column(name = "PASSCODE_HASH", length = 512)
    @Nullable String passcodeHash;

    @Column(name = "FAILED_ATTEMPTS", nullable = false)
    int failedAttempts;

    @Column(name = "MAILS_CODE", nullable = false)
    boolean mailsCode;

    @Column(name = "MAILED_CODE_HASH", length = 43)
    @Nullable String mailedCodeHash;

    @Column(name = "MAILED_CODE_AT")
    @Nullable Long mailedCodeAt;

    @Column(name = "NOTICE_OPEN", nullable = false)
    boolean noticeOpen;

    @Column(name = "NOTICE_END", nullable = false)
    boolean noticeEnd;

    @Column(name = "NOTICE_LINK")
    @Nullable String noticeLink;

    @Column(name = "OPEN_TOLD", nullable = false)
    boolean openTold;

    @Column(name = "END_TOLD", nullable = false)
    boolean endTold;

    @Column(name = "REVOKED_AT")
    @Nullable Long revokedAt;

    @Column(name = "REVOKED_BY")
    @Nullable String revokedBy;

    @Column(name = "REVOKED_WHY")
    @Nullable String revokedWhy;
}
