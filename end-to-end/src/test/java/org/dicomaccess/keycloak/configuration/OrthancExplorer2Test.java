package org.dicomaccess.keycloak.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * {@code docker/orthanc/orthanc-explorer-2.json}, read as Orthanc reads it when none of its
 * variables is set, beside the realm it is for.
 */
class OrthancExplorer2Test {

    private static final Path FILE = Path.of("../docker/orthanc/orthanc-explorer-2.json");
    private static final Path REALM = Path.of("../realm-export/orthanc-realm.json");

    private final JsonNode section = readSection();
    private final JsonNode realm = readRealm();

    @Test
    void people_sign_in_at_the_exported_realm() {
        JsonNode keycloak = section.required("Keycloak");

        assertThat(keycloak.required("Enable").asBoolean()).isTrue();
        assertThat(keycloak.required("Url").asText()).matches("https?://[^/]+/");
        assertThat(keycloak.required("Realm").asText()).isEqualTo(text(realm, "realm"));
        assertThat(client().required("publicClient").asBoolean()).isTrue();
        assertThat(client().required("standardFlowEnabled").asBoolean()).isTrue();
    }

    @Test
    void its_client_sends_people_back_to_its_own_pages() {
        String pages = text(section, "Root") + "app/*";

        assertThat(client().required("redirectUris"))
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address.asText()).endsWith(pages));
    }

    @Test
    void its_tokens_are_for_the_resource_server() {
        assertThat(client().required("protocolMappers"))
                .anySatisfy(
                        mapper ->
                                assertThat(
                                                mapper.required("config")
                                                        .path("included.client.audience")
                                                        .asText())
                                        .isEqualTo("orthanc"));
    }

    @Test
    void shares_open_a_viewer_that_the_resource_server_knows() {
        assertThat(text(section.required("Tokens"), "ShareType"))
                .isEqualTo("ohif-viewer-publication");
        assertThat(text(section.required("UiOptions"), "OhifViewer3PublicRoot"))
                .isEqualTo(
                        text(client("orthanc").required("attributes"), "dicom-access.viewer.ohif"));
    }

    @Test
    void no_share_without_an_end_is_offered() {
        assertThat(section.required("UiOptions").required("ShareDurations"))
                .isNotEmpty()
                .allSatisfy(days -> assertThat(days.asInt()).isBetween(1, 365));
    }

    @Test
    void its_mail_is_written_by_templates_that_exist() {
        JsonNode options = section.required("UiOptions");
        Stream.of(
                        "ShareEmailContentTemplate",
                        "ShareEmailLayoutTemplate",
                        "InboxLinksEmailContentTemplate",
                        "InboxLinksEmailLayoutTemplate")
                .map(key -> text(options, key))
                .forEach(
                        name ->
                                assertThat(
                                                Path.of(
                                                        "../keycloak-spi/src/main/resources/theme-resources/templates/html/dicom-access-email-"
                                                                + name
                                                                + ".ftl"))
                                        .exists());
    }

    @Test
    void it_holds_no_secret() {
        assertThat(section.toString()).doesNotContainIgnoringCase("secret", "password");
    }

    private JsonNode client() {
        return client(text(section.required("Keycloak"), "ClientId"));
    }

    private JsonNode client(String clientId) {
        return StreamSupport.stream(realm.required("clients").spliterator(), false)
                .filter(one -> text(one, "clientId").equals(clientId))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode object, String name) {
        return object.required(name).asText();
    }

    private static JsonNode readSection() {
        JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
        try {
            String text = Files.readString(FILE).replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1");
            return json.readTree(text).required("OrthancExplorer2");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode readRealm() {
        try {
            return new ObjectMapper().readTree(REALM.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
