package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.deployment.ComposeFile.Mounted;
import org.dicomaccess.keycloak.deployment.ComposeFile.Service;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each Orthanc of the deployment is configured with, put together as its image does it: the
 * files in {@code /etc/orthanc}, with variables filled in, and over them what {@code ORTHANC__...}
 * says. The image itself is not run here.
 */
class OrthancConfigurationTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_0-9]+)(?::-([^}]+))?}");

    @TempDir private static Path folder;

    private static Deployment deployment;
    private static ComposeFile file;

    @BeforeAll
    static void itIsSetUp() {
        deployment =
                Deployment.in(folder)
                        .ready("--with explorer --with stone https://www.example.org/imaging");
        file = deployment.configuration();
    }

    @Test
    void orthanc_asks_keycloak_as_its_resource_server() throws IOException {
        JsonNode authorization = of("orthanc").required("Authorization");

        assertThat(authorization.required("WebServiceRootUrl").asText())
                .isEqualTo("http://keycloak:8080/realms/orthanc/dicom-access/");
        assertThat(authorization.required("WebServiceUsername").asText()).isEqualTo("orthanc");
        assertThat(authorization.required("WebServicePassword").asText())
                .isEqualTo(deployment.variables().get("DICOM_ACCESS_CLIENT_SECRET"));
        assertThat(authorization.required("CheckedLevel").asText()).isEqualTo("studies");
        assertThat(authorization.required("Permissions")).hasSizeGreaterThan(20);
    }

    @Test
    void no_orthanc_knows_the_gateways_own_key() {
        String key = deployment.variables().get("ORTHANC_API_KEY");

        for (String name : List.of("orthanc", "explorer", "stone")) {
            assertThat(file.service(name).environment()).doesNotContainValue(key);
        }
        assertThat(file.service("gateway").environment()).containsValue(key);
    }

    @Test
    void no_variable_of_orthancs_image_is_taken_for_a_files_name() {
        for (String name : List.of("orthanc", "explorer", "stone")) {
            assertThat(file.service(name).environment().keySet())
                    .noneMatch(variable -> variable.endsWith("_SECRET"));
        }
    }

    @Test
    void orthanc_keeps_its_index_in_postgresql_and_its_files_in_a_volume() throws IOException {
        JsonNode configuration = of("orthanc");

        assertThat(configuration.at("/PostgreSQL/EnableIndex").asBoolean()).isTrue();
        assertThat(configuration.at("/PostgreSQL/EnableStorage").asBoolean()).isFalse();
        assertThat(configuration.at("/PostgreSQL/Host").asText()).isEqualTo("orthanc-database");
        assertThat(configuration.at("/PostgreSQL/Password").asText())
                .isEqualTo(deployment.variables().get("ORTHANC_DATABASE_PASSWORD"))
                .isEqualTo(file.service("orthanc-database").environment().get("POSTGRES_PASSWORD"));
        assertThat(configuration.required("StorageDirectory").asText())
                .startsWith("/var/lib/orthanc/");
        assertThat(file.service("orthanc").volumes())
                .anyMatch(
                        mounted ->
                                mounted.target().equals("/var/lib/orthanc")
                                        && !mounted.source().startsWith("/"));
    }

    @Test
    void orthanc_loads_what_its_image_put_into_place_and_answers_its_network() throws IOException {
        for (String name : List.of("orthanc", "explorer")) {
            JsonNode configuration = of(name);

            assertThat(configuration.required("Plugins"))
                    .extracting(JsonNode::asText)
                    .containsExactly("/usr/share/orthanc/plugins/");
            assertThat(configuration.required("RemoteAccessAllowed").asBoolean()).isTrue();
            assertThat(configuration.at("/DicomWeb/Enable").asBoolean()).isTrue();
            assertThat(configuration.required("DicomServerEnabled").asBoolean()).isFalse();
        }
    }

    @Test
    void only_the_explorers_orthanc_has_orthanc_explorer_2() throws IOException {
        JsonNode keycloak = of("explorer").at("/OrthancExplorer2/Keycloak");

        assertThat(of("orthanc").has("OrthancExplorer2")).isFalse();
        assertThat(enabled("orthanc")).isEqualTo("false");
        assertThat(enabled("stone")).isEqualTo("false");
        assertThat(enabled("explorer")).isEqualTo("true");
        assertThat(keycloak.required("Url").asText()).isEqualTo("https://www.example.org/imaging/");
        assertThat(of("explorer").at("/OrthancExplorer2/UiOptions/OhifViewer3PublicRoot").asText())
                .isEqualTo("https://www.example.org/imaging/ohif/");
    }

    @Test
    void the_explorers_orthanc_is_locked_as_the_other_one_is() throws IOException {
        assertThat(of("explorer").required("Authorization"))
                .isEqualTo(of("orthanc").required("Authorization"));
        assertThat(of("explorer").required("LuaScripts"))
                .isEqualTo(of("orthanc").required("LuaScripts"));
    }

    @Test
    void stone_holds_no_study_and_gets_images_through_the_check() throws IOException {
        Service stone = file.service("stone");

        assertThat(of("stone").at("/StoneWebViewer/DicomWebRoot").asText())
                .isEqualTo("../orthanc/dicom-web");
        assertThat(stone.volumes()).noneMatch(mounted -> !mounted.source().startsWith("/"));
        assertThat(stone.networks()).containsExactly("inside");
        assertThat(stone.environment().keySet()).noneMatch(name -> name.contains("PASSWORD"));
    }

    private static String enabled(String service) {
        return file.service(service).environment().get("ORTHANC_EXPLORER_2_ENABLED");
    }

    private static ObjectNode of(String name) throws IOException {
        Service service = file.service(name);
        Map<String, String> environment = service.environment();
        ObjectNode configuration = JSON.createObjectNode();
        List<String> sections = new ArrayList<>();
        for (Mounted mounted : service.volumes()) {
            if (mounted.target().matches("/etc/orthanc/.*\\.json")) {
                String text = filled(Deployment.read(Path.of(mounted.source())), environment);
                JSON.readTree(text)
                        .properties()
                        .forEach(
                                entry -> {
                                    assertThat(sections).doesNotContain(entry.getKey());
                                    sections.add(entry.getKey());
                                    configuration.set(entry.getKey(), entry.getValue());
                                });
            }
        }
        if (environment.containsKey("ORTHANC__PLUGINS")) {
            configuration.set("Plugins", JSON.readTree(environment.get("ORTHANC__PLUGINS")));
            configuration.set("LuaScripts", JSON.readTree(environment.get("ORTHANC__LUA_SCRIPTS")));
        }
        return configuration;
    }

    private static String filled(String text, Map<String, String> environment) {
        String settings = text.replaceAll("(?m)^ *//.*$", "");
        return VARIABLE.matcher(settings)
                .replaceAll(
                        found -> {
                            String value = environment.getOrDefault(found.group(1), found.group(2));
                            assertThat(value).as(found.group()).isNotNull();
                            return Matcher.quoteReplacement(value);
                        });
    }
}
