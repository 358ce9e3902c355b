package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The claim {@code act} (RFC 8693 §4.1), written and read. */
public final class ActingPartyJson {
    private static final String SUBJECT = "sub";
    private static final String CLIENT = "client_id";
    private static final String BEFORE = "act";

    private ActingPartyJson() {}

    static ObjectNode write(ActingParty actor) {
        ObjectNode claim = JsonNodeFactory.instance.objectNode().put(SUBJECT, actor.subject());
        actor.clientId().ifPresent(id -> claim.put(CLIENT, id));
        actor.before().ifPresent(before -> claim.set(BEFORE, write(before)));
        return claim;
    }

    /** The party in a claim; empty when it does not name one, or one of those before it is none. */
    public static Optional<ActingParty> read(JsonNode claim) {
        JsonNode subject = claim.path(SUBJECT);
        JsonNode client = claim.path(CLIENT);
        JsonNode before = claim.path(BEFORE);
        Optional<ActingParty> earlier = before.isMissingNode() ? Optional.empty() : read(before);
        boolean understood =
                isName(subject)
                        && (client.isMissingNode() || isName(client))
                        && (before.isMissingNode() || earlier.isPresent());
        return understood
                ? Optional.of(
                        new ActingParty(
                                subject.textValue(),
                                Optional.ofNullable(client.textValue()),
                                earlier))
                : Optional.empty();
    }

    private static boolean isName(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty();
    }
}
