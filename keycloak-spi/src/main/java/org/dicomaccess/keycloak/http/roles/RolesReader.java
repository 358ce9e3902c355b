package org.dicomaccess.keycloak.http.roles;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.roles.RoleRights;

/**
 * Reads roles and what they carry from {@code {"roles": {NAME: {"authorized-labels": […],
 * "permissions": […]}}, "available-labels": […]}}.
 */
public final class RolesReader {
    public static final String ROLES = "roles";
    public static final String LABELS = "authorized-labels";
    public static final String PERMISSIONS = "permissions";
    public static final String AVAILABLE_LABELS = "available-labels";

    /** Keycloak's own limit for the name of a role and for a value of an attribute. */
    private static final int MAX_LENGTH = 255;

    /** What Orthanc takes as a label. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final JsonObject request;

    public RolesReader(JsonObject request) {
        this.request = request;
    }

    /** The roles by name, in the order they came. */
    public Map<String, RoleRights> roles() {
        JsonObject roles = request.requiredObject(ROLES);
        Map<String, RoleRights> rights = new LinkedHashMap<>();
        for (String name : roles.names()) {
            requireName(name);
            JsonObject role = roles.requiredObject(name);
            rights.put(name, new RoleRights(values(role, LABELS), values(role, PERMISSIONS)));
        }
        return rights;
    }

    /** The labels that an editor offers. */
    public List<String> availableLabels() {
        List<String> labels = request.requiredTexts(AVAILABLE_LABELS);
        for (int i = 0; i < labels.size(); i++) {
            if (!LABEL.matcher(labels.get(i)).matches()) {
                throw new InvalidFieldException(
                        request.pathOf(AVAILABLE_LABELS) + "[" + i + "]",
                        "must be of 64 letters, digits, - and _ at most");
            }
        }
        return labels;
    }

    /** That no list names anything twice; where that comes from a slip, it hides another. */
    public void requireNoRepetition() {
        JsonObject roles = request.requiredObject(ROLES);
        for (String name : roles.names()) {
            JsonObject role = roles.requiredObject(name);
            requireNoRepetition(role, LABELS);
            requireNoRepetition(role, PERMISSIONS);
        }
        requireNoRepetition(request, AVAILABLE_LABELS);
    }

    private static void requireNoRepetition(JsonObject object, String field) {
        List<String> values = object.texts(field).orElse(List.of());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (!seen.add(values.get(i))) {
                throw new InvalidFieldException(
                        object.pathOf(field) + "[" + i + "]", "is there twice");
            }
        }
    }

    /** Where in the request there is something that nobody asks for. */
    public List<String> unknownFields() {
        List<String> unknown = new ArrayList<>(others(request, ROLES, AVAILABLE_LABELS));
        JsonObject roles = request.requiredObject(ROLES);
        for (String name : roles.names()) {
            unknown.addAll(others(roles.requiredObject(name), LABELS, PERMISSIONS));
        }
        return unknown;
    }

    private static List<String> others(JsonObject object, String... known) {
        return object.names().stream()
                .filter(name -> !List.of(known).contains(name))
                .map(object::pathOf)
                .toList();
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw new InvalidFieldException(ROLES, "must not have an empty name");
        }
        if (name.length() > MAX_LENGTH || holdsControls(name)) {
            throw new InvalidFieldException(
                    ROLES,
                    "must have names of %d characters at most, without control characters"
                            .formatted(MAX_LENGTH));
        }
    }

    private static List<String> values(JsonObject role, String field) {
        List<String> values = role.requiredTexts(field);
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value.isBlank() || value.length() > MAX_LENGTH || holdsControls(value)) {
                throw new InvalidFieldException(
                        role.pathOf(field) + "[" + i + "]",
                        "must be a name of 1 to %d characters, without control characters"
                                .formatted(MAX_LENGTH));
            }
        }
        return values;
    }

    private static boolean holdsControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
