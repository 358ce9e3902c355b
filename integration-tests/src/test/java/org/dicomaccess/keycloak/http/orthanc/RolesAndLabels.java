package org.dicomaccess.keycloak.http.orthanc;

import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.keycloak.testframework.realm.GroupBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * The realm with people who have roles with labels, in every way in which Keycloak lets them. Each
 * one's password is the user's name.
 */
public final class RolesAndLabels implements RealmConfig {

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return new SeveralResourceServers()
                .configure(realm)
                .organizationsEnabled(true)
                // Many sign in at once here, which Keycloak would take for guessing.
                .bruteForceProtected(false)
                .realmRoles(
                        role("reader", List.of("view", "download"), List.of("a")),
                        role("eraser", List.of("view", "delete"), List.of("b")),
                        role("editor", List.of("view", "edit-labels", "modify"), List.of("a")),
                        role("uploader", List.of("upload"), List.of("*")),
                        role("operator", List.of("settings"), List.of()),
                        role("keeper", List.of("delete"), List.of("b")),
                        role("inventor", List.of("our-own", "Über", "view", " "), List.of("a", "")),
                        RoleBuilder.create("chief").realmComposite("reader", "eraser"),
                        RoleBuilder.create("deputy").clientComposite("orthanc", "curator"))
                .clientRoles("orthanc", role("curator", List.of("view", "modify"), List.of("c")))
                .clientRoles(
                        SeveralResourceServers.TAKES_LOGINS,
                        role("curator", List.of("all"), List.of("*")))
                .groups(
                        GroupBuilder.create("ward")
                                .realmRoles("reader")
                                .subGroups(GroupBuilder.create("night").realmRoles("eraser")))
                .users(
                        person("reader").realmRoles("reader"),
                        person("two").realmRoles("reader", "eraser"),
                        person("chief").realmRoles("chief"),
                        person("night").groups("/ward/night"),
                        person("mixed").realmRoles("reader", "uploader"),
                        person("operator").realmRoles("reader", "operator"),
                        person("keeper").realmRoles("keeper"),
                        person("editor").realmRoles("editor"),
                        person("inventor").realmRoles("inventor"),
                        person("curator").clientRoles("orthanc", "curator"),
                        person("elsewhere")
                                .clientRoles(SeveralResourceServers.TAKES_LOGINS, "curator"),
                        person("both")
                                .realmRoles("reader")
                                .clientRoles("orthanc", "curator")
                                .clientRoles(SeveralResourceServers.TAKES_LOGINS, "curator"),
                        person("deputy").realmRoles("deputy"),
                        person("newcomer"));
    }

    private static RoleBuilder role(String name, List<String> permissions, List<String> labels) {
        return RoleBuilder.create(name)
                .attributes(
                        Map.of(
                                "dicom-access.permissions",
                                permissions,
                                "dicom-access.labels",
                                labels));
    }

    private static UserBuilder person(String name) {
        return UserBuilder.create(name)
                .enabled(true)
                .email(name + "@orthanc.example")
                .emailVerified(true)
                .name("Somebody", name)
                .password(name);
    }
}
