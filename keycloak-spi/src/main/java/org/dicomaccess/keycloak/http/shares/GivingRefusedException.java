package org.dicomaccess.keycloak.http.shares;

import java.io.Serial;

/** A share that this person cannot give, or not now. The message is for them. */
public final class GivingRefusedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final Cause refusal;

    /** Why, for whoever has to tell them. */
    public enum Cause {
        /** Their roles do not let them give shares. */
        NO_PERMISSION("share_permission_missing"),
        /** The resource server is not known, or does not take their token. */
        SERVER_UNKNOWN("resource_server_unknown"),
        /** The resource server did not find a study for them. */
        STUDY_NOT_FOUND("study_not_found"),
        /** The resource server could not be asked. */
        SERVER_UNREACHABLE("server_unreachable");

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        /** The word that stands for it. */
        public String code() {
            return code;
        }
    }

    GivingRefusedException(Cause refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public Cause refusal() {
        return refusal;
    }
}
