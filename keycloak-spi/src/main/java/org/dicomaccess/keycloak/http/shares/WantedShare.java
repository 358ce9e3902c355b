package org.dicomaccess.keycloak.http.shares;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.Notices;
import org.dicomaccess.keycloak.viewer.Viewer;

/**
 * A share as a person asks for it, each part well formed; whether they may give it is still open.
 *
 * @param studies by StudyInstanceUID, at least one
 * @param recipient an e-mail address or the name of a user; empty for whoever has the link
 */
public record WantedShare(
        List<StudyInstanceUid> studies,
        Set<Action> actions,
        Viewer viewer,
        Optional<Addressee> recipient,
        String label,
        LinkForm linkForm,
        Optional<Instant> notBefore,
        Optional<Instant> expires,
        Optional<Integer> maximumOpens,
        Optional<String> passcode,
        boolean mailsCode,
        Notices notices) {

    /** For whom it is, as they were named. */
    public sealed interface Addressee {
        /** Somebody with this address. */
        record Email(String address) implements Addressee {}

        /** A user of the realm with this name. */
        record Username(String name) implements Addressee {}
    }

    @Override
    public String toString() {
        return "WantedShare[" + studies + ", " + viewer + "]";
    }
}
