package org.dicomaccess.keycloak.details;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.details.OAuthClient.DETAILS;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.ClientCalls;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.Tokens;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Narrowed access tokens where Keycloak itself looks at them. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class NarrowedElsewhereIT {
    private static final String STUDY_A =
            "[{\"type\":\"dicom_study\",\"identifier\":\"" + Samples.A + "\"}]";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = NarrowingRealm.class)
    ManagedRealm realm;

    private SightedServer images;
    private OAuthClient known;

    @BeforeEach
    void serve_images() {
        images = new SightedServer(new Doors(realm.getBaseUrl()), Samples.A, Samples.B);
        ClientAttributes.set(
                realm, Doors.RESOURCE_SERVER, "dicom-access.dicom-web.url", images.url());
        known = new OAuthClient(realm, NarrowingRealm.KNOWN);
    }

    @AfterEach
    void close_images() {
        images.close();
    }

    @Test
    void introspection_tells_no_more_than_the_token_says() {
        giveGrantedStudies();
        String token = narrowed();
        JsonNode said = Tokens.claims(token);
        assertThat(said.has("study_grants")).isFalse();
        assertThat(said.has("study_instance_uids")).isFalse();

        JsonNode told =
                new ClientCalls(realm, Doors.RESOURCE_SERVER, Doors.SECRET)
                        .introspect(token)
                        .json();

        assertThat(told.path("active").booleanValue()).isTrue();
        assertThat(told.path(DETAILS)).isEqualTo(said.path(DETAILS));
        assertThat(told.path("aud")).isEqualTo(said.path("aud"));
        assertThat(told.path("realm_access").path("roles")).isEmpty();
        assertThat(told.path("resource_access").findValues("roles")).allMatch(JsonNode::isEmpty);
        assertThat(told.has("study_instance_uids")).isFalse();
        assertThat(told.has("study_grants")).isFalse();
    }

    @Test
    void no_client_exchanges_it_for_one_that_opens_more_whichever_clients_the_policy_is_about() {
        policyForClientsWithRole("narrowing");
        ClientResource client = client(NarrowingRealm.KNOWN);
        RoleRepresentation role = new RoleRepresentation();
        role.setName("narrowing");
        client.roles().create(role);
        realm.cleanup().add(ignored -> client.roles().deleteRole("narrowing"));
        ClientAttributes.set(
                realm, Doors.RESOURCE_SERVER, "standard.token.exchange.enabled", "true");

        Answer answer =
                new ClientCalls(realm, Doors.RESOURCE_SERVER, Doors.SECRET)
                        .token(
                                Map.of(
                                        "grant_type",
                                        "urn:ietf:params:oauth:grant-type:token-exchange",
                                        "subject_token",
                                        narrowed(),
                                        "subject_token_type",
                                        "urn:ietf:params:oauth:token-type:access_token"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error_description").textValue()).contains(DETAILS);
    }

    private String narrowed() {
        Answer answer = known.byPassword("doctor", STUDY_A);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").textValue();
    }

    private void giveGrantedStudies() {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("granted studies");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("dicom-access-granted-studies-mapper");
        mapper.setConfig(
                Map.of(
                        "resource.server", "orthanc",
                        "shares", "true",
                        "access.token.claim", "true",
                        "introspection.token.claim", "true"));
        ClientResource client = client(NarrowingRealm.KNOWN);
        client.getProtocolMappers().createMapper(mapper).close();
        realm.cleanup()
                .add(
                        ignored ->
                                client.getProtocolMappers().getMappers().stream()
                                        .filter(one -> one.getName().equals(mapper.getName()))
                                        .forEach(
                                                one ->
                                                        client.getProtocolMappers()
                                                                .delete(one.getId())));
    }

    private void policyForClientsWithRole(String role) {
        ClientPoliciesRepresentation before = policies();
        ClientPoliciesRepresentation after = policies();
        ClientPolicyConditionRepresentation condition = new ClientPolicyConditionRepresentation();
        condition.setConditionProviderId("client-roles");
        condition.setConfiguration(
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .valueToTree(Map.of("roles", List.of(role))));
        after.getPolicies()
                .forEach(policy -> policy.setConditions(new ArrayList<>(List.of(condition))));
        realm.admin().clientPoliciesPoliciesResource().updatePolicies(after);
        realm.cleanup()
                .add(
                        ignored ->
                                realm.admin()
                                        .clientPoliciesPoliciesResource()
                                        .updatePolicies(before));
    }

    private ClientPoliciesRepresentation policies() {
        return realm.admin().clientPoliciesPoliciesResource().getPolicies();
    }

    private ClientResource client(String clientId) {
        return realm.admin()
                .clients()
                .get(realm.admin().clients().findByClientId(clientId).get(0).getId());
    }
}
