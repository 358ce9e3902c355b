package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.ActingParty;
import org.dicomaccess.keycloak.token.TokenOrigin;
import org.keycloak.models.UserModel;

/** A verified token that is to be exchanged (RFC 8693 §2.1, {@code subject_token}). */
interface ExchangeSubject {

    /** The client that it was issued to. */
    Optional<String> clientId();

    /** Whether it is for a client, or was issued to it: only such a client may exchange it. */
    boolean concerns(String clientId);

    /** Whether a resource server takes it. */
    boolean isFor(ResourceServer server);

    /** First instant at which it is no longer valid. */
    Instant expires();

    /** What passes from it to the token that it is exchanged for. */
    TokenOrigin origin();

    /** Who acts with it already ({@code act}). */
    Optional<ActingParty> actor() throws ExchangeRefusedException;

    /** Who may act with it ({@code may_act}, RFC 8693 §4.4); empty where it says nothing. */
    Optional<JsonNode> mayAct();

    /** The user it stands for; empty where it is a share's. */
    Optional<UserModel> user();

    /**
     * That it opens all of this on a resource server that takes it.
     *
     * @throws ExchangeRefusedException when it does not, or that cannot be found out now
     */
    void requireReach(ResourceServer server, List<StudyDetail> asked)
            throws ExchangeRefusedException;
}
