package org.dicomaccess.keycloak.http.gateway;

import java.util.List;
import org.dicomaccess.keycloak.check.Decision;
import org.dicomaccess.keycloak.check.DicomWebCall;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.http.call.Bearer;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.settings.ResourceServer;

/**
 * Decides a call of somebody whose roles may reach labels. Only the server behind knows those, so
 * where it decides by them it gets what the grants here do not answer in full.
 */
final class GatewayDecision {
    private final DicomAccess access;
    private final ResourceServer server;
    private final boolean forwardable;

    /**
     * @param forwardable whether the gateway can forward the token as it came: without it the
     *     server behind would take the call for the gateway's own
     */
    GatewayDecision(DicomAccess access, ResourceServer server, boolean forwardable) {
        this.access = access;
        this.server = server;
        this.forwardable = forwardable;
    }

    Checked of(Bearer bearer, DicomWebCall call) {
        if (bearer.byLabels().isEmpty()) {
            return Checked.here(decide(bearer.grants(), call));
        }
        Grant byLabels = bearer.byLabels().get();
        if (!server.labelsDecidedBehind() || !forwardable) {
            Decision decision = decide(bearer.grants(), call);
            return decision.reason() == Reason.STUDY_NOT_GRANTED
                    ? Checked.refused(Reason.LABELS_NOT_KNOWN)
                    : Checked.here(decision);
        }
        // Narrowed to what was granted here, such a search would not find what the labels open.
        if (!call.searchesEveryStudy()) {
            Decision decision = decide(bearer.grants(), call);
            if (decision.granted()) {
                return Checked.here(decision);
            }
        }
        Decision behind = decide(List.of(HeldGrant.of(byLabels)), call);
        return new Checked(behind, behind.granted());
    }

    private Decision decide(List<HeldGrant> grants, DicomWebCall call) {
        return access.heldGrants().decide(grants, call, access.settings().checkValidity());
    }
}
