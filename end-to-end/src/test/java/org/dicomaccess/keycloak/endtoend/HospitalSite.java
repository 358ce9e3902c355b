package org.dicomaccess.keycloak.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.documents.DocumentedNames;
import org.dicomaccess.keycloak.documents.Page;
import org.dicomaccess.keycloak.stack.DebianPackage;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;

/**
 * What the pages call a hospital: a realm of that name on the running Keycloak, and a gateway of
 * its own in front of the running Orthanc.
 */
final class HospitalSite implements AutoCloseable {

    private static final String REALM = "hospital";
    private static final String SECRET = "orthanc-demo-secret";

    /** People whom the pages name, and the role of the exported realm that they have. */
    private static final Map<String, String> PEOPLE =
            Map.of("dora", "doctor", "jane", "doctor", "greta", "external");

    private static final List<String> MADE_BY_PAGES =
            List.of("requiredActions", "clientProfiles", "clientPolicies");
    private static final String USER_PROFILE = "org.keycloak.userprofile.UserProfileProvider";

    private static final String MAPPER = "dicom-access-granted-studies-mapper";

    private final ObjectMapper json = new ObjectMapper();
    private final Stack stack;
    private final StackOptions options;
    private final NginxServer gateway;
    private final ShellTools tools;

    private HospitalSite(Stack stack, StackOptions options, NginxServer gateway) {
        this.stack = stack;
        this.options = options;
        this.gateway = gateway;
        this.tools = new ShellTools(options.folder().resolve("tools"), stack.keycloak());
    }

    static HospitalSite beside(Stack stack) {
        DebianPackage.requireAll(
                List.of(
                        DebianPackage.CURL,
                        DebianPackage.JQ,
                        DebianPackage.GETTEXT,
                        DebianPackage.CADDY,
                        DebianPackage.POSTGRESQL));
        StackOptions running = stack.options();
        Ports ports = running.ports();
        StackOptions options =
                new StackOptions(
                        running.repository(),
                        running.keycloakZip(),
                        running.providers(),
                        running.folder().resolve(REALM),
                        ports.withGateway(Ports.anyFree()));
        NginxServer gateway =
                NginxServer.startForRealm(
                        options, OhifViewer.prepare(running), REALM, stack.keycloak().publicRoot());
        return new HospitalSite(stack, options, gateway);
    }

    /** What the pages' names are here. */
    DocumentedNames names() {
        return new DocumentedNames()
                .with("https://images.example.org", withoutSlash(gateway.root().toString()))
                .with("https://keycloak.example.org", keycloak())
                .with("/etc/nginx", folder("etc/nginx"))
                .with("/var/log/nginx/dicom-access.log", gateway.accessLog().toString())
                .with("/var/log/nginx", folder("var/log/nginx"))
                .with("/var/log/caddy", folder("var/log/caddy"))
                .with("/run/dicom-access", folder("run/dicom-access"))
                .with("/var/lib/dicom-access/viewer", folder("var/lib/viewer"))
                .with("/opt/keycloak", folder("opt/keycloak"))
                .with("SECRET", SECRET)
                .with("1.2.3", SampleStudies.A.studyInstanceUid())
                .with("1.2.4", SampleStudies.B.studyInstanceUid())
                .with("1.2.5", SampleStudies.C.studyInstanceUid());
    }

    private String folder(String name) {
        return options.folder().resolve(name).toString();
    }

    /**
     * What was printed, for a reader: the pages know one address, while here Keycloak's own is that
     * of the gateway that the other tests share.
     */
    String atOneAddress(String printed) {
        return printed.replace(keycloak(), withoutSlash(gateway.root().toString()));
    }

    /** A realm as a page finds it before its first command. */
    void renew(Page page) {
        removeRealm();
        switch (page.name()) {
            case "docs/administrators.md" -> {
                // It begins with a realm that has nothing in it yet, and makes that itself.
            }
            case "docs/signed-in-viewers.md" ->
                    stack.administrator().importRealm(withoutClient(realm(), "ohif").toString());
            default -> stack.administrator().importRealm(realm().toString());
        }
    }

    private static ObjectNode withoutClient(ObjectNode realm, String clientId) {
        realm.withArray("clients")
                .removeIf(client -> client.required("clientId").asText().equals(clientId));
        return realm;
    }

    /** The shell in which a page's commands run. */
    ShellRun shell(Page page) {
        String name = page.name().replaceFirst(".*/", "").replace(".md", "");
        return new ShellRun(
                options.repository(),
                options.folder().resolve("pages").resolve(name),
                tools,
                names(),
                List.of("common", name));
    }

    private ObjectNode realm() {
        Path exported = options.repository().resolve("realm-export/orthanc-realm.json");
        try {
            String text =
                    Files.readString(exported)
                            .replace("realms/orthanc/", "realms/" + REALM + "/")
                            .replace("default-roles-orthanc", "default-roles-" + REALM)
                            .replace(
                                    "http://localhost:8088",
                                    withoutSlash(gateway.root().toString()));
            ObjectNode realm = (ObjectNode) json.readTree(text);
            realm.put("realm", REALM);
            // What pages add to a realm that was not imported is not in it.
            realm.remove(MADE_BY_PAGES);
            ((ObjectNode) realm.required("components")).remove(USER_PROFILE);
            for (JsonNode client : realm.withArray("clients")) {
                ArrayNode mappers = client.withArray("protocolMappers");
                mappers.removeIf(mapper -> mapper.path("protocolMapper").asText().equals(MAPPER));
            }
            PEOPLE.forEach((name, role) -> addPerson(realm, name, role));
            addCommandLine(realm);
            return realm;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void addPerson(ObjectNode realm, String name, String role) {
        ObjectNode person = realm.withArray("users").addObject();
        person.put("username", name)
                .put("firstName", name)
                .put("lastName", "Sample")
                .put("email", name + "@hospital.example")
                .put("emailVerified", true)
                .put("enabled", true);
        person.withArray("realmRoles").add(role).add("default-roles-" + REALM);
        person.withArray("credentials").addObject().put("type", "password").put("value", name);
    }

    /** The client by which docs/administrators.md gets an access token to try things with. */
    private void addCommandLine(ObjectNode realm) throws JsonProcessingException {
        realm.withArray("clients")
                .add(
                        json.readTree(
                                """
                                {"clientId": "command-line", "publicClient": true,
                                 "standardFlowEnabled": false, "directAccessGrantsEnabled": true,
                                 "protocolMappers": [{"name": "audience orthanc",
                                   "protocol": "openid-connect",
                                   "protocolMapper": "oidc-audience-mapper",
                                   "config": {"included.client.audience": "orthanc",
                                              "access.token.claim": "true"}}]}
                                """));
    }

    private String keycloak() {
        return withoutSlash(stack.keycloak().publicRoot().toString());
    }

    private void removeRealm() {
        if (stack.keycloak().hasRealm(REALM)) {
            stack.administrator().removeRealm(REALM);
        }
    }

    private static String withoutSlash(String address) {
        return address.replaceFirst("/$", "");
    }

    @Override
    public void close() {
        removeRealm();
        gateway.close();
    }
}
