package org.dicomaccess.keycloak.http.apikeys;

import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.keycloak.testframework.realm.GroupBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * The realm of keys with people who hold a role that counts at Orthanc's plugin only, in every way
 * in which Keycloak lets them. All may have keys; each one's password is the name.
 */
public final class RelayRealm implements RealmConfig {
    /** The role, and somebody who has it beside one that reaches nothing. */
    static final String RELAY = "relay";

    /** Has it beside a role that reaches every study. */
    static final String AND_SCRIPTER = "relay-and-scripter";

    /** Has it beside a role that reaches one label. */
    static final String AND_LIMITED = "relay-and-limited";

    private static final String IN_GROUP = "relay-in-group";
    private static final String IN_COMPOSITE = "relay-in-composite";
    private static final String ELSEWHERE = "relay-elsewhere";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return new KeyRealm()
                .configure(realm)
                .realmRoles(role(), RoleBuilder.create(IN_COMPOSITE).realmComposite(RELAY))
                .clientRoles(SeveralResourceServers.VIEWERS, role())
                .groups(GroupBuilder.create(IN_GROUP).realmRoles(RELAY))
                .users(
                        person(RELAY).realmRoles(RELAY, KeyRealm.KEY_DOCTOR),
                        person(IN_GROUP).groups(IN_GROUP).realmRoles(KeyRealm.KEY_DOCTOR),
                        person(IN_COMPOSITE).realmRoles(IN_COMPOSITE, KeyRealm.KEY_DOCTOR),
                        person(ELSEWHERE)
                                .clientRoles(SeveralResourceServers.VIEWERS, RELAY)
                                .realmRoles(KeyRealm.SCRIPTER),
                        person(AND_SCRIPTER).realmRoles(RELAY, KeyRealm.SCRIPTER),
                        person(AND_LIMITED).realmRoles(RELAY, KeyRealm.LIMITED));
    }

    private static RoleBuilder role() {
        return RoleBuilder.create(RELAY)
                .attributes(
                        Map.of(
                                "dicom-access.permissions",
                                List.of("view", "download", "upload"),
                                "dicom-access.labels",
                                List.of("*"),
                                "dicom-access.plugin-only",
                                List.of("true")));
    }

    private static UserBuilder person(String name) {
        return UserBuilder.create(name)
                .enabled(true)
                .email(name + "@orthanc.example")
                .emailVerified(true)
                .name("Ray", name)
                .password(name);
    }
}
