package org.dicomaccess.keycloak.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/** Somebody who is signed in and gives shares over REST, with an access token of their own. */
public final class Sharer {

    private static final int LIFETIME_SECONDS = 8 * 60 * 60;

    private final ObjectMapper json = new ObjectMapper();
    private final Http http = new Http();
    private final URI endpoint;
    private final String accessToken;

    private Sharer(URI endpoint, String accessToken) {
        this.endpoint = endpoint;
        this.accessToken = accessToken;
    }

    /**
     * Signs in.
     *
     * @param name of a user of the exported realm, and their password
     */
    public static Sharer signedIn(KeycloakServer server, String name) {
        return new Sharer(server.endpoint(), new SignIn(server).accessToken(name));
    }

    /** The same person at another node of the same server. */
    public Sharer at(KeycloakServer node) {
        return new Sharer(node.endpoint(), accessToken);
    }

    /** A share of these studies to look at in OHIF, for the next hours. */
    public GivenShare give(SampleStudy... studies) {
        return give(wish -> wish, studies);
    }

    /**
     * A share with more to it.
     *
     * @param more adds to what is asked for, in the fields of the REST door
     */
    public GivenShare give(UnaryOperator<ObjectNode> more, SampleStudy... studies) {
        ObjectNode wish = json.createObjectNode().put("expires_in", LIFETIME_SECONDS);
        for (SampleStudy study : List.of(studies)) {
            wish.withArray("studies")
                    .addObject()
                    .put("study_instance_uid", study.studyInstanceUid());
        }
        JsonNode share = send("POST", "shares", more.apply(wish).toString());
        return new GivenShare(
                share.required("id").asText(), URI.create(share.required("url").asText()));
    }

    /**
     * Asks for a share that is not given.
     *
     * @return status and words of the refusal
     * @throws StackException when it is given after all
     */
    public String refusalToGive(SampleStudy... studies) {
        GivenShare given;
        try {
            given = give(studies);
        } catch (StackException refused) {
            return String.valueOf(refused.getMessage());
        }
        throw new StackException("Share " + given.id() + " was given");
    }

    /** The share as it stands now, as the REST door shows it. */
    public JsonNode read(GivenShare share) {
        return send("GET", "shares/" + share.id(), "");
    }

    /** Takes it back. */
    public void revoke(GivenShare share) {
        send("DELETE", "shares/" + share.id(), "");
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return json.readTree(http.send(request));
        } catch (JsonProcessingException notJson) {
            throw new StackException("The answer about a share is no JSON", notJson);
        }
    }
}
