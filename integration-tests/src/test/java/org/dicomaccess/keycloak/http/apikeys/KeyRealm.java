package org.dicomaccess.keycloak.http.apikeys;

import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/** The realm of shares with people who may have API keys; each one's password is the name. */
public final class KeyRealm implements RealmConfig {
    /** Views and downloads every study, and may have keys. */
    public static final String SCRIPTER = "scripter";

    /** The same, for tests about two people. */
    public static final String COLLEAGUE = "scripter-too";

    /** Views studies of one label, and may have keys. */
    public static final String LIMITED = "limited";

    /** The label of those. */
    public static final String LABEL = "research";

    /** Views every study, and may have no keys. */
    public static final String DOCTOR = "doctor";

    /** A doctor who may have keys by a role that reaches no label. */
    public static final String KEY_DOCTOR = "key-doctor";

    /** A program with an account of its own, and the secret of its client. */
    public static final String ROBOT = "robot";

    /** May do all. */
    public static final String ADMIN = "admin";

    /** May look at users in Keycloak. */
    public static final String USER_VIEWER = "user-viewer";

    /** May change users in Keycloak. */
    public static final String USER_MANAGER = "user-manager";

    /** Administers the realm, and no users. */
    public static final String REALM_MANAGER = "realm-manager";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return new SharingRealm()
                .configure(realm)
                .realmRoles(
                        role(SCRIPTER, "*", "view", "download", "api-keys"),
                        role(LIMITED, LABEL, "view", "api-keys"))
                .clients(
                        ClientBuilder.create(ROBOT)
                                .publicClient(false)
                                .secret(ROBOT)
                                .serviceAccountsEnabled())
                .realmRoles(
                        RoleBuilder.create(KEY_DOCTOR)
                                .attributes(
                                        Map.of("dicom-access.permissions", List.of("api-keys"))))
                .users(
                        person(KEY_DOCTOR).realmRoles("doctor", KEY_DOCTOR),
                        person(SCRIPTER).realmRoles(SCRIPTER),
                        person(COLLEAGUE).realmRoles(SCRIPTER),
                        person(LIMITED).realmRoles(LIMITED),
                        person(USER_VIEWER).clientRoles("realm-management", "view-users"),
                        person(USER_MANAGER).clientRoles("realm-management", "manage-users"),
                        person(REALM_MANAGER)
                                .clientRoles("realm-management", "view-realm", "manage-realm"));
    }

    private static RoleBuilder role(String name, String label, String... permissions) {
        return RoleBuilder.create(name)
                .attributes(
                        Map.of(
                                "dicom-access.permissions",
                                List.of(permissions),
                                "dicom-access.labels",
                                List.of(label)));
    }

    private static UserBuilder person(String name) {
        return UserBuilder.create(name)
                .enabled(true)
                .email(name + "@orthanc.example")
                .emailVerified(true)
                .name("Sam", name)
                .password(name);
    }
}
