package org.dicomaccess.keycloak.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/** The first administrator of a server, at its admin API. */
public final class Administrator {

    private final ObjectMapper json = new ObjectMapper();
    private final Http http = new Http();
    private final KeycloakServer server;

    public Administrator(KeycloakServer server) {
        this.server = server;
    }

    /**
     * Sets an attribute of the resource server.
     *
     * @param name such as {@code dicom-access.token-links}
     */
    public void setResourceServer(String name, String value) {
        setClient("orthanc", name, value);
    }

    /**
     * Sets an attribute of a client; empty: removes it.
     *
     * @param name such as {@code access.token.lifespan}
     */
    public void setClient(String clientId, String name, String value) {
        JsonNode found = json(send("GET", "clients?clientId=" + clientId, ""));
        ObjectNode client = (ObjectNode) found.required(0);
        client.withObject("attributes").put(name, value);
        send("PUT", "clients/" + client.required("id").asText(), client.toString());
    }

    /**
     * Sets an attribute of the realm; empty: as if it were not set.
     *
     * @param name such as {@code dicom-access.check-validity}
     */
    public void setRealm(String name, String value) {
        ObjectNode attributes = (ObjectNode) json(send("GET", "", "")).required("attributes");
        attributes.put(name, value);
        send("PUT", "", json.createObjectNode().set("attributes", attributes).toString());
    }

    /** Sets the theme of the pages that people see. */
    public void setLoginTheme(String name) {
        send("PUT", "", json.createObjectNode().put("loginTheme", name).toString());
    }

    /** Takes back everything that was ever shared of a study. */
    public void revokeAllOf(String studyInstanceUid) {
        String which = json.createObjectNode().put("study", studyInstanceUid).toString();
        send("POST", "dicom-access/shares/revoke", which);
    }

    /**
     * Lets somebody administer the realm itself.
     *
     * @param username of a user of the realm
     */
    public void letManageRealm(String username) {
        String user = idOfUser(username);
        String management = idOf(send("GET", "clients?clientId=realm-management", ""));
        for (String role : List.of("view-realm", "manage-realm")) {
            String found = send("GET", "clients/%s/roles/%s".formatted(management, role), "");
            send(
                    "POST",
                    "users/%s/role-mappings/clients/%s".formatted(user, management),
                    "[" + found + "]");
        }
    }

    /**
     * Makes somebody with these roles of the realm and no others. Nothing happens when there is
     * somebody of that name.
     *
     * @param username their password too
     */
    public void create(String username, String... roles) {
        if (!json(send("GET", "users?exact=true&username=" + username, "")).isEmpty()) {
            return;
        }
        ObjectNode user =
                json.createObjectNode()
                        .put("username", username)
                        .put("email", username + "@orthanc.example")
                        .put("firstName", username)
                        .put("lastName", "Sample")
                        .put("emailVerified", true)
                        .put("enabled", true);
        user.withArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", username)
                .put("temporary", false);
        send("POST", "users", user.toString());
        for (String role : roles) {
            send(
                    "POST",
                    "users/%s/role-mappings/realm".formatted(idOfUser(username)),
                    "[" + send("GET", "roles/" + role, "") + "]");
        }
    }

    /** Makes a role of the realm without attributes. Nothing happens when there is one. */
    public void createRole(String name) {
        if (json(send("GET", "roles?search=" + name, "")).isEmpty()) {
            send("POST", "roles", json.createObjectNode().put("name", name).toString());
        }
    }

    /** Ends all sessions of somebody, wherever they are signed in. */
    public void endSessionsOf(String username) {
        send("POST", "users/%s/logout".formatted(idOfUser(username)), "");
    }

    /**
     * Makes another realm.
     *
     * @param representation JSON, as it is exported
     */
    public void importRealm(String representation) {
        sendTo("POST", "", representation);
    }

    /** Removes a realm with everything in it; it has to be there. */
    public void removeRealm(String name) {
        sendTo("DELETE", "/" + name, "");
    }

    /** What the realm says of itself that administrators sign in to, as JSON. */
    public String ownRealm() {
        return sendTo("GET", "/master", "");
    }

    /** Changes that realm. */
    public void setOwnRealm(String changes) {
        sendTo("PUT", "/master", changes);
    }

    /** The id of somebody of the realm. */
    public String idOfUser(String username) {
        return idOf(send("GET", "users?exact=true&username=" + username, ""));
    }

    private String idOf(String list) {
        return json(list).required(0).required("id").asText();
    }

    /**
     * Any other call below {@code admin/realms/orthanc/}.
     *
     * @param body JSON; empty for none
     * @return the body of the answer
     */
    public String send(String method, String path, String body) {
        return sendTo(method, "/orthanc/" + path, body);
    }

    private String sendTo(String method, String path, String body) {
        return http.send(
                HttpRequest.newBuilder(server.root().resolve("admin/realms" + path))
                        // A token of its own each time: they live for a minute only.
                        .header("Authorization", "Bearer " + accessToken())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** A new access token of the realm {@code master}; it lives for a minute. */
    public String accessToken() {
        String form =
                "grant_type=password&client_id=admin-cli&username=%1$s&password=%1$s"
                        .formatted(KeycloakServer.ADMIN);
        URI address = server.root().resolve("realms/master/protocol/openid-connect/token");
        String answer =
                http.send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build());
        return json(answer).required("access_token").asText();
    }

    private JsonNode json(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new StackException("The answer of the admin API is no JSON", notJson);
        }
    }
}
