package org.dicomaccess.keycloak.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ConfigPropertyRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.ProtocolMapperTypeRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** What administrators are shown of the mapper, and what of their wishes it refuses. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class MapperConfigurationIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectAdminClient Keycloak admin;

    private Grantees grantees;

    @BeforeEach
    void make() {
        grantees = new Grantees(realm);
        grantees.attributeIsEditedBy("admin");
    }

    @Test
    void the_admin_console_offers_it_with_help_for_every_line() {
        ProtocolMapperTypeRepresentation type =
                admin.serverInfo().getInfo().getProtocolMapperTypes().get("openid-connect").stream()
                        .filter(
                                mapper ->
                                        mapper.getId()
                                                .equals("dicom-access-granted-studies-mapper"))
                        .findFirst()
                        .orElseThrow();

        assertThat(type.getName()).isEqualTo("DICOM granted studies");
        assertThat(type.getHelpText()).isNotBlank();
        assertThat(type.getProperties())
                .extracting(ConfigPropertyRepresentation::getName)
                .containsExactlyInAnyOrder(
                        "resource.server",
                        "shares",
                        "user.attribute.counts",
                        "user.attribute",
                        "group.attribute.counts",
                        "group.attribute",
                        "attribute.actions",
                        "limit",
                        "access.token.claim",
                        "lightweight.claim",
                        "id.token.claim",
                        "introspection.token.claim");
        assertThat(type.getProperties())
                .allSatisfy(
                        line -> {
                            assertThat(line.getLabel()).isNotBlank();
                            assertThat(line.getHelpText()).isNotBlank();
                        });
        assertThat(type.getProperties())
                .filteredOn(line -> line.getName().equals("id.token.claim"))
                .extracting(ConfigPropertyRepresentation::getDefaultValue)
                .containsExactly("false");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("refused")
    void what_cannot_be_is_refused_when_it_is_saved(String property, String value, String message) {
        String client = grantees.client();
        ProtocolMapperRepresentation mapper = grantees.mapper(property, value);

        try (Response answer = mappers(client).createMapper(mapper)) {
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(read(answer).path("error_description").textValue()).isEqualTo(message);
        }

        ProtocolMapperRepresentation saved = grantees.mapperOf(client);
        saved.getConfig().put(property, value);
        Assertions.assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> mappers(client).update(saved.getId(), saved));
        assertThat(grantees.mapperOf(client).getConfig().get(property)).isNotEqualTo(value);
    }

    static Stream<Arguments> refused() {
        return TestTable.of(MapperConfigurationIT.class, "refused-configurations.tsv");
    }

    @Test
    void a_mapper_without_any_source_is_refused() {
        ProtocolMapperRepresentation mapper =
                grantees.mapper(
                        "shares", "false",
                        "user.attribute.counts", "false",
                        "group.attribute.counts", "false");

        try (Response answer = mappers(grantees.client()).createMapper(mapper)) {
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(read(answer).path("error_description").textValue())
                    .isEqualTo(
                            "Shares for the user must be on, or a user or group attribute must"
                                    + " count");
        }
    }

    @Test
    void an_attribute_that_users_edit_themselves_is_refused() {
        grantees.attributeIsEditedBy("admin", "user");
        String client = grantees.client(Map.of());

        try (Response answer = mappers(client).createMapper(grantees.mapper())) {
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(read(answer).path("error_description").textValue())
                    .startsWith("User attribute must be one that users cannot edit themselves");
        }
        try (Response answer =
                mappers(client).createMapper(grantees.mapper("user.attribute.counts", "false"))) {
            assertThat(answer.getStatus()).isEqualTo(201);
        }
    }

    @Test
    void the_least_that_has_to_be_said_is_the_resource_server() {
        ProtocolMapperRepresentation mapper = grantees.mapper();
        mapper.setConfig(Map.of("resource.server", "orthanc"));

        try (Response answer = mappers(grantees.client(Map.of())).createMapper(mapper)) {
            assertThat(answer.getStatus()).isEqualTo(201);
        }
    }

    private ProtocolMappersResource mappers(String client) {
        return realm.admin().clients().get(grantees.idOf(client)).getProtocolMappers();
    }

    private static JsonNode read(Response answer) {
        try {
            return JSON.readTree(answer.readEntity(String.class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
