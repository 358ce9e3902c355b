package org.dicomaccess.keycloak.share;

/** Why a share was not opened: a closed list. */
public enum OpenRefusal {
    /** There is no share behind the code, or none any more. */
    UNKNOWN("share_unknown"),
    /** From this address too many codes were tried that lead nowhere. */
    THROTTLED("too_many_attempts"),
    PENDING("share_pending"),
    LOCKED("share_locked"),
    EXHAUSTED("share_exhausted"),
    EXPIRED("share_expired"),
    REVOKED("share_revoked"),
    /** It is for a user of Keycloak, and nobody is signed in. */
    SIGN_IN_NEEDED("sign_in_needed"),
    /** It is for another user than the one who is signed in. */
    OTHER_USER("other_user"),
    PASSCODE_MISSING("passcode_missing"),
    PASSCODE_WRONG("passcode_wrong"),
    /** The one-time code that is sent by e-mail is missing. */
    CODE_MISSING("code_missing"),
    /** The one-time code is wrong, or too old. */
    CODE_WRONG("code_wrong"),
    /** The viewer asked for is not one that opens this share. */
    VIEWER_UNKNOWN("viewer_unknown"),
    /** The image server behind it is gone or switched off. */
    SERVER_GONE("server_gone");

    private final String code;

    OpenRefusal(String code) {
        this.code = code;
    }

    /** The word that stands for it in history and events. */
    public String code() {
        return code;
    }

    /** Why a share in this state is not opened; only for a state in which it is not. */
    static OpenRefusal of(ShareState state) {
        return switch (state) {
            case PENDING -> PENDING;
            case LOCKED -> LOCKED;
            case EXHAUSTED -> EXHAUSTED;
            case EXPIRED -> EXPIRED;
            case REVOKED -> REVOKED;
            case ACTIVE -> throw new IllegalArgumentException("an active share is opened");
        };
    }
}
