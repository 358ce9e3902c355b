package org.dicomaccess.keycloak.http.roles;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.roles.ClientEvents;
import org.dicomaccess.keycloak.roles.RoleEvents;
import org.dicomaccess.keycloak.roles.RolesChangedException;
import org.dicomaccess.keycloak.roles.RolesTable;
import org.dicomaccess.keycloak.roles.UnknownRolesException;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Settings;

/**
 * Answers {@code settings/roles}: what every role gives, read and written as a whole by Orthanc
 * Explorer 2. An editor that sends the field {@code version} of what it read, or its entity tag in
 * {@code If-Match} (RFC 9110 §13.1.1), never overwrites what it has not seen.
 */
public final class RolesEditor {
    private static final String VERSION = "version";

    private final DicomAccess access;
    private final ResourceServer server;

    public RolesEditor(DicomAccess access, ResourceServer server) {
        this.access = access;
        this.server = server;
    }

    /** The table as it is. */
    public Response show() {
        return answer(access.roles().read(server));
    }

    /**
     * The table as it is afterwards; 409 when it is not the one that the editor saw, and 403 where
     * roles are not for this resource server to change.
     */
    public Response change(JsonObject request) {
        if (!server.acceptsServerId(request.text("server-id"))) {
            throw new InvalidFieldException("server-id", "is not the one of this resource server");
        }
        if (!server.editsRoles()) {
            return new ErrorAnswer(
                            ErrorAnswer.ACCESS_DENIED,
                            "The client attribute %s is not true"
                                    .formatted(Settings.EDITS_ROLES.name()))
                    .with(Status.FORBIDDEN)
                    .build();
        }
        RolesReader reader = new RolesReader(request);
        RolesTable wanted = new RolesTable(new TreeMap<>(reader.roles()), reader.availableLabels());
        try {
            return answer(
                    access.roles()
                            .replace(
                                    server,
                                    wanted,
                                    seen(request),
                                    new RoleEvents(
                                            new ClientEvents(access.session(), server.client()))));
        } catch (RolesChangedException e) {
            return new ErrorAnswer(ErrorAnswer.CONFLICT, String.valueOf(e.getMessage()))
                    .with(Status.CONFLICT)
                    .build();
        } catch (UnknownRolesException e) {
            throw unknown(e.names());
        }
    }

    private static InvalidFieldException unknown(List<String> names) {
        List<String> fields = names.stream().map(name -> RolesReader.ROLES + "." + name).toList();
        return new InvalidFieldException(
                fields.get(0),
                fields.stream()
                        .skip(1)
                        .map(field -> "; nor is " + field)
                        .collect(Collectors.joining("", "is no role here", "")));
    }

    /**
     * What the editor says it saw, in the body, in the header or in both; nothing when it does not.
     */
    private Optional<Predicate<String>> seen(JsonObject request) {
        Optional<Predicate<String>> inBody = request.text(VERSION).map(version -> version::equals);
        Optional<Predicate<String>> inHeader = ifMatch().map(RolesEditor::matching);
        return inBody.isPresent() && inHeader.isPresent()
                ? inBody.map(inHeader.get()::and)
                : inBody.or(() -> inHeader);
    }

    private Optional<String> ifMatch() {
        return Optional.ofNullable(
                access.session()
                        .getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString(HttpHeaders.IF_MATCH));
    }

    /** Strong comparison: a weak tag matches nothing. */
    private static Predicate<String> matching(String header) {
        return version ->
                Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(quoted(version)));
    }

    private static Response answer(RolesTable table) {
        return Answers.ok(RolesAnswer.of(table))
                .header(HttpHeaders.ETAG, quoted(table.version()))
                .build();
    }

    private static String quoted(String version) {
        return '"' + version + '"';
    }
}
