package org.dicomaccess.keycloak.check;

import java.time.Duration;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;

/** The answer to one request. */
public sealed interface Decision {

    Reason reason();

    default boolean granted() {
        return this instanceof Granted;
    }

    /**
     * The request may be carried out.
     *
     * @param action what the grant allows and the request does
     * @param validity how long this answer may be reused; whole seconds, or zero for not at all
     * @param target for a DICOMweb call, the path and query to forward in place of the caller's;
     *     empty when the caller's own may be forwarded
     */
    record Granted(Action action, Duration validity, Optional<String> target) implements Decision {

        @Override
        public Reason reason() {
            return Reason.GRANTED;
        }
    }

    /**
     * The request may not be carried out.
     *
     * @param reason any but {@link Reason#GRANTED}
     */
    record Refused(Reason reason) implements Decision {

        /**
         * @throws IllegalArgumentException when the reason is that it was granted
         */
        public Refused {
            if (reason == Reason.GRANTED) {
                throw new IllegalArgumentException("reason is that it was granted");
            }
        }
    }
}
