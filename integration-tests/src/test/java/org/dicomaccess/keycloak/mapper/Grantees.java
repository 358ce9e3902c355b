package org.dicomaccess.keycloak.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.UserProfileResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * People of a test realm who are granted studies, and clients with the mapper that they sign in to.
 * Each test makes its own.
 */
final class Grantees {
    static final String ATTRIBUTE = "dicom_studies";

    private final ManagedRealm realm;
    private int made;

    Grantees(ManagedRealm realm) {
        this.realm = realm;
    }

    /** Somebody without a role, a group or a study. */
    String person(String... studies) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(name("grantee"));
        user.setEnabled(true);
        user.setFirstName("Greta");
        user.setLastName("Grantee");
        user.setEmail(user.getUsername() + "@orthanc.example");
        user.setEmailVerified(true);
        if (studies.length > 0) {
            user.setAttributes(Map.of(ATTRIBUTE, List.of(studies)));
        }
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(user.getUsername());
        user.setCredentials(List.of(password));
        try (Response answer = realm.admin().users().create(user)) {
            assertThat(answer.getStatus()).isEqualTo(201);
        }
        return user.getUsername();
    }

    /** Gives somebody who is there other studies, or none. */
    void change(String person, String... studies) {
        String id = Logins.userId(realm, person);
        UserRepresentation user = realm.admin().users().get(id).toRepresentation();
        user.setAttributes(Map.of(ATTRIBUTE, List.of(studies)));
        realm.admin().users().get(id).update(user);
    }

    void giveRole(String person, String role) {
        realm.admin()
                .users()
                .get(Logins.userId(realm, person))
                .roles()
                .realmLevel()
                .add(List.of(realm.admin().roles().get(role).toRepresentation()));
    }

    /** A group, by id, in another if that is not empty. */
    String group(String parent, String... studies) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name("group"));
        group.setAttributes(Map.of(ATTRIBUTE, List.of(studies)));
        try (Response answer =
                parent.isEmpty()
                        ? realm.admin().groups().add(group)
                        : realm.admin().groups().group(parent).subGroup(group)) {
            return CreatedResponseUtil.getCreatedId(answer);
        }
    }

    void join(String person, String group) {
        realm.admin().users().get(Logins.userId(realm, person)).joinGroup(group);
    }

    void leave(String person, String group) {
        realm.admin().users().get(Logins.userId(realm, person)).leaveGroup(group);
    }

    /** A share of these studies for one user, who only has to sign in. */
    JsonNode share(String person, String... studies) {
        var wanted = RestShares.wanted(studies);
        wanted.putObject("recipient").put("username", person);
        return giver().given(wanted);
    }

    RestShares giver() {
        return RestShares.of(realm, SharingRealm.GIVER);
    }

    /** A client with a mapper that is configured so; names and values in turn. */
    String client(String... config) {
        return client(Map.of(), mapper(config));
    }

    /** A client with these mappers. */
    String client(Map<String, String> attributes, ProtocolMapperRepresentation... mappers) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(name("client"));
        client.setPublicClient(true);
        client.setDirectAccessGrantsEnabled(true);
        client.setFullScopeAllowed(true);
        client.setAttributes(new HashMap<>(attributes));
        client.setProtocolMappers(Arrays.asList(mappers));
        try (Response answer = realm.admin().clients().create(client)) {
            assertThat(answer.getStatus()).isEqualTo(201);
        }
        return client.getClientId();
    }

    /** A mapper for the imported resource server with every source, but for what is said here. */
    ProtocolMapperRepresentation mapper(String... config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(name("mapper"));
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("dicom-access-granted-studies-mapper");
        Map<String, String> all = new HashMap<>();
        all.put("resource.server", "orthanc");
        all.put("shares", "true");
        all.put("user.attribute.counts", "true");
        all.put("group.attribute.counts", "true");
        all.put("access.token.claim", "true");
        for (int i = 0; i < config.length; i += 2) {
            all.put(config[i], config[i + 1]);
        }
        mapper.setConfig(all);
        return mapper;
    }

    /** The only mapper of a client, as it is now. */
    ProtocolMapperRepresentation mapperOf(String client) {
        return realm.admin().clients().findByClientId(client).get(0).getProtocolMappers().get(0);
    }

    /** Keycloak's internal id of a client. */
    String idOf(String client) {
        return realm.admin().clients().findByClientId(client).get(0).getId();
    }

    /** Changes a client's mapper past all validation, as an import would. */
    void breakMapper(String client, String property, String value) {
        ClientRepresentation changed = realm.admin().clients().get(idOf(client)).toRepresentation();
        changed.getProtocolMappers().get(0).getConfig().put(property, value);
        realm.admin().clients().get(idOf(client)).update(changed);
    }

    void removeMapper(String client) {
        realm.admin()
                .clients()
                .get(idOf(client))
                .getProtocolMappers()
                .delete(mapperOf(client).getId());
    }

    String accessToken(String client, String person) {
        return Logins.accessToken(realm, client, person);
    }

    /** What Keycloak tells the resource server about a token (RFC 7662). */
    JsonNode introspected(String token) {
        return Doors.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                realm.getBaseUrl()
                                                        + "/protocol/openid-connect/token/introspect"))
                                .header(
                                        "Authorization",
                                        Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("token=" + token))
                                .build())
                .json();
    }

    /** Lets administrators edit the attribute, and users if they are named too. */
    void attributeIsEditedBy(String... editors) {
        UserProfileResource users = realm.admin().users().userProfile();
        UPConfig profile = users.getConfiguration();
        UPAttribute attribute =
                new UPAttribute(
                        ATTRIBUTE, new UPAttributePermissions(Set.of("admin"), Set.of(editors)));
        attribute.setMultivalued(true);
        profile.addOrReplaceAttribute(attribute);
        users.update(profile);
    }

    /** Takes the attribute out of the users' profile. */
    void attributeIsUnmanaged(UPConfig.UnmanagedAttributePolicy policy) {
        UserProfileResource users = realm.admin().users().userProfile();
        UPConfig profile = users.getConfiguration();
        profile.removeAttribute(ATTRIBUTE);
        profile.setUnmanagedAttributePolicy(policy);
        users.update(profile);
    }

    private String name(String kind) {
        made++;
        return kind + "-" + Long.toString(System.nanoTime(), 36) + "-" + made;
    }
}
