package org.dicomaccess.keycloak.share;

import java.util.Arrays;
import java.util.Optional;

/**
 * Who gave a share.
 *
 * @param kind a person, or a resource server in its own name
 * @param id Keycloak's id of the user or of the client (its internal id, not its client id)
 */
public record Owner(Kind kind, String id) {

    /** What stands behind an owner's id. */
    public enum Kind {
        USER("user"),
        CLIENT("client");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The word that stands for it in JSON and the database. */
        public String code() {
            return code;
        }

        /** The kind of a code, exactly as written; empty when there is none. */
        public static Optional<Kind> ofCode(String code) {
            return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
        }
    }

    public static Owner user(String id) {
        return new Owner(Kind.USER, id);
    }

    public static Owner client(String id) {
        return new Owner(Kind.CLIENT, id);
    }
}
