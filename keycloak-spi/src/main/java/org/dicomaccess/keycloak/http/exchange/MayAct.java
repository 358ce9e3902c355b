package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.dicomaccess.keycloak.token.ActingParty;

/** Whether a claim {@code may_act} (RFC 8693 §4.4) lets a client act: a pure decision. */
final class MayAct {
    private MayAct() {}

    /**
     * Whether all that the claim says is true of the actor. What is not understood might be what
     * rules it out.
     *
     * @param clientId the actor's client
     * @param issuer of the actor's names
     */
    static boolean allows(JsonNode claim, ActingParty actor, String clientId, String issuer) {
        if (!claim.isObject() || claim.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : claim.properties()) {
            if (!isTrue(member.getKey(), member.getValue(), actor, clientId, issuer)) {
                return false;
            }
        }
        return claim.has("sub") || claim.has("client_id");
    }

    private static boolean isTrue(
            String name, JsonNode value, ActingParty actor, String clientId, String issuer) {
        String text = value.textValue();
        if (text == null) {
            return false;
        }
        return switch (name) {
            case "sub" -> text.equals(actor.subject()) || text.equals(clientId);
            case "client_id" -> text.equals(clientId);
            case "iss" -> text.equals(issuer);
            default -> false;
        };
    }
}
