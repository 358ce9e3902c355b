package org.dicomaccess.keycloak.roles;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All roles that an editor sees, with what they carry.
 *
 * @param roles by the names that the editor knows them by
 * @param availableLabels the labels that an editor offers; empty for those that Orthanc has
 */
public record RolesTable(SortedMap<String, RoleRights> roles, List<String> availableLabels) {

    public RolesTable {
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
        availableLabels = availableLabels.stream().distinct().sorted().toList();
    }

    /**
     * Stands for this content: two tables have the same version when they are equal, whoever wrote
     * them and when. 43 characters of base64url.
     */
    public String version() {
        StringBuilder content = new StringBuilder();
        for (Map.Entry<String, RoleRights> role : roles.entrySet()) {
            append(content, List.of(role.getKey()));
            append(content, role.getValue().labels());
            append(content, role.getValue().permissions());
        }
        append(content, availableLabels);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(content.toString()));
    }

    /** With lengths, so that no two contents look alike. */
    private static void append(StringBuilder content, Collection<String> values) {
        content.append(values.size()).append('[');
        values.forEach(value -> content.append(value.length()).append(':').append(value));
        content.append(']');
    }

    private static byte[] hash(String content) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
