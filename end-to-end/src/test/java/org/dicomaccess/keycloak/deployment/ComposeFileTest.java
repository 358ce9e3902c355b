package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.deployment.ComposeFile.Published;
import org.dicomaccess.keycloak.deployment.ComposeFile.Service;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker/compose.yaml} and its overrides, as Compose understands them after a setup. */
class ComposeFileTest {

    private static final String ADDRESS = "https://images.example.org";
    private static final String EVERYTHING =
            "--with explorer --with stone --with mail --override modalities --override acme "
                    + ADDRESS;

    @TempDir private static Path shared;

    private static Deployment deployment;
    private static ComposeFile everything;

    @TempDir private Path folder;

    @BeforeAll
    static void allOfItIsSetUp() {
        deployment = Deployment.in(shared).ready(EVERYTHING);
        everything = deployment.configuration();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "published-ports.csv", numLinesToSkip = 1)
    void nothing_is_published_but_the_way_in(String arguments, String open, String onThisMachine) {
        List<Published> ports =
                Deployment.in(folder).ready(arguments).configuration().services().stream()
                        .flatMap(service -> service.ports().stream())
                        .toList();

        assertThat(ports.stream().filter(port -> !port.isLoopback()).map(Published::port))
                .containsExactlyInAnyOrderElementsOf(words(open));
        assertThat(ports.stream().filter(Published::isLoopback).map(Published::port))
                .containsExactlyInAnyOrderElementsOf(words(onThisMachine));
    }

    @Test
    void only_what_has_to_is_in_the_network_with_a_way_out() {
        assertThat(everything.membersOf("outside"))
                .containsExactly("gateway", "keycloak", "mail", "tls");
        assertThat(everything.membersOf("inside"))
                .containsExactly("explorer", "gateway", "keycloak", "orthanc", "stone");
        assertThat(everything.membersOf("keycloak-data"))
                .containsExactly("keycloak", "keycloak-database");
        assertThat(everything.membersOf("orthanc-data"))
                .containsExactly("explorer", "orthanc", "orthanc-database");
        assertThat(List.of("inside", "keycloak-data", "orthanc-data"))
                .allMatch(everything::isInternal);
    }

    @Test
    void only_what_has_to_is_reached_over_ipv6() {
        ComposeFile file = Deployment.in(folder).ready("https://[2001:db8::1]").configuration();

        assertThat(file.hasIpv6("outside")).isTrue();
        assertThat(List.of("inside", "keycloak-data", "orthanc-data")).noneMatch(file::hasIpv6);
        assertThat(everything.hasIpv6("outside")).isFalse();
        Service keycloak = file.service("keycloak");
        assertThat(keycloak.networks()).isEqualTo(everything.service("keycloak").networks());
        assertThat(keycloak.node().at("/networks/inside/aliases/0").asText() + ":8080")
                .isEqualTo(file.service("gateway").environment().get("KEYCLOAK_ADDRESS"));
    }

    @Test
    void orthanc_gets_a_network_to_modalities_only_when_they_are_asked_for() {
        ComposeFile file = Deployment.in(folder).ready(ADDRESS).configuration();

        assertThat(file.service("orthanc").networks()).containsExactly("inside", "orthanc-data");
        assertThat(file.service("orthanc").environment())
                .doesNotContainKey("ORTHANC_DICOM_ENABLED");
    }

    @Test
    void every_service_says_whether_it_is_healthy_or_ends_before_others_start() {
        assertThat(everything.oneShots()).containsExactly("hand-over");
        for (Service service : everything.services()) {
            if (everything.oneShots().contains(service.name())) {
                assertThat(service.text("restart")).as(service.name()).isEqualTo("no");
            } else {
                assertThat(service.node().at("/healthcheck/test")).as(service.name()).isNotEmpty();
                assertThat(service.text("restart")).as(service.name()).isEqualTo("unless-stopped");
            }
        }
    }

    @Test
    void a_service_starts_when_what_it_asks_is_healthy() {
        assertThat(everything.service("gateway").dependencies())
                .isEqualTo(
                        Map.of(
                                "hand-over", "service_completed_successfully",
                                "keycloak", "service_healthy",
                                "orthanc", "service_healthy"));
        assertThat(everything.service("orthanc").dependencies())
                .isEqualTo(
                        Map.of(
                                "keycloak",
                                "service_healthy",
                                "orthanc-database",
                                "service_healthy"));
        assertThat(everything.service("keycloak").dependencies())
                .isEqualTo(
                        Map.of(
                                "hand-over", "service_completed_successfully",
                                "keycloak-database", "service_healthy"));
        assertThat(everything.service("explorer").dependencies())
                .isEqualTo(Map.of("orthanc", "service_healthy"));
    }

    @Test
    void every_image_has_a_version() {
        for (Service service : everything.services()) {
            assertThat(service.text("image"))
                    .as(service.name())
                    .matches("[a-z0-9./-]+:v?[0-9]+\\.[0-9].*");
        }
    }

    @Test
    void images_that_are_built_here_have_the_version_of_this_project() throws IOException {
        String pom = Files.readString(Deployment.repository().resolve("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>([0-9.]+).*", "$1");

        for (Service service : everything.services()) {
            if (service.node().has("build")) {
                assertThat(service.text("image")).endsWith(":" + version);
            }
        }
    }

    @Test
    void every_image_is_built_once_and_never_looked_for_elsewhere() {
        List<String> built =
                everything.services().stream()
                        .filter(service -> service.node().has("build"))
                        .map(service -> service.text("image"))
                        .toList();

        assertThat(built).hasSize(2).doesNotHaveDuplicates();
        assertThat(built).contains(everything.service("hand-over").text("image"));
        // Debian's program leaves this out of what it prints.
        assertThat(Deployment.read(deployment.docker().resolve("compose.yaml")))
                .containsPattern(
                        "image: keycloak-dicom-access-gateway:[0-9.]+\\n +pull_policy: never\\n");
    }

    @Test
    void no_service_may_more_than_it_needs() {
        Map<String, List<String>> allowed =
                Map.of(
                        "hand-over", List.of("CHOWN", "DAC_READ_SEARCH"),
                        "tls", List.of("NET_BIND_SERVICE"));
        for (Service service : everything.services()) {
            String name = service.name();
            assertThat(service.texts("cap_drop")).as(name).containsExactly("ALL");
            assertThat(service.texts("cap_add"))
                    .as(name)
                    .isEqualTo(allowed.getOrDefault(name, List.of()));
            assertThat(service.texts("security_opt"))
                    .as(name)
                    .containsExactly("no-new-privileges:true");
            assertThat(service.node().path("privileged").asBoolean()).as(name).isFalse();
            assertThat(service.node().path("mem_limit").asText()).as(name).isNotEmpty();
            assertThat(service.node().at("/logging/options/max-size").asText())
                    .as(name)
                    .isNotEmpty();
            // The image of Orthanc moves its plugins into place when it starts.
            assertThat(service.node().path("read_only").asBoolean())
                    .as(name)
                    .isEqualTo(!Set.of("orthanc", "explorer", "stone").contains(name));
        }
    }

    @Test
    void nobody_but_what_hands_secrets_over_and_caddy_is_root() {
        Set<String> root =
                everything.services().stream()
                        // The gateway's image names its user itself.
                        .filter(service -> !service.name().equals("gateway"))
                        .filter(service -> !service.text("user").matches("[1-9][0-9]*:[0-9]+"))
                        .map(Service::name)
                        .collect(Collectors.toSet());

        assertThat(root).containsExactlyInAnyOrder("hand-over", "tls");
    }

    @Test
    void what_hands_secrets_over_reaches_no_network() {
        Service service = everything.service("hand-over");

        assertThat(service.text("network_mode")).isEqualTo("none");
        assertThat(service.networks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DICOM_ACCESS_PUBLISH",
                "DICOM_ACCESS_ORIGIN",
                "KEYCLOAK_DATABASE_PASSWORD",
                "ORTHANC_DATABASE_PASSWORD",
                "KEYCLOAK_ADMIN_PASSWORD",
                "DICOM_ACCESS_CLIENT_SECRET",
                "ORTHANC_API_KEY"
            })
    void without_a_value_from_setup_nothing_starts(String variable) throws IOException {
        Deployment site = Deployment.in(folder).ready(ADDRESS);
        String text = Deployment.read(site.environmentFile());
        Files.writeString(
                site.environmentFile(),
                text.replaceFirst("(?m)^" + variable + "=.*$", variable + "="));

        Ran config = site.composeConfig();

        assertThat(config.status()).isNotZero();
        assertThat(config.complained()).contains("run docker/setup");
    }

    @Test
    void before_a_setup_nothing_starts() {
        Ran config = Deployment.in(folder).composeConfig();

        assertThat(config.status()).isNotZero();
        assertThat(config.complained()).contains("run docker/setup");
    }

    @Test
    void every_secret_is_the_one_that_setup_wrote() {
        List<String> written = List.copyOf(deployment.variables().values());

        for (Service service : everything.services()) {
            service.environment()
                    .forEach(
                            (name, value) -> {
                                if (name.matches(".*(PASSWORD|SECRET|API_KEY)$")) {
                                    assertThat(written).as(service + " " + name).contains(value);
                                    assertThat(value).hasSizeGreaterThan(40);
                                }
                            });
        }
    }

    @Test
    void everything_that_is_mounted_is_there_and_cannot_be_changed() {
        for (Service service : everything.services()) {
            for (var mounted : service.volumes()) {
                if (mounted.source().startsWith("/")) {
                    assertThat(Path.of(mounted.source())).as(service.name()).exists();
                    assertThat(mounted.readOnly()).as(mounted.toString()).isTrue();
                }
            }
        }
    }

    @Test
    void orthanc_runs_every_script_that_its_configuration_names() throws IOException {
        String configuration = Deployment.read(deployment.docker().resolve("orthanc/orthanc.json"));
        String list = configuration.replaceFirst("(?s).*\"LuaScripts\" : \\[ (.*?) ].*", "$1");
        List<String> scripts =
                Stream.of(list.split(", ")).map(name -> name.replace("\"", "")).toList();

        assertThat(scripts).isNotEmpty();
        for (String name : List.of("orthanc", "explorer")) {
            Service service = everything.service(name);
            for (String script : scripts) {
                assertThat(service.environment().get("ORTHANC__LUA_SCRIPTS"))
                        .contains("\"/etc/orthanc/" + script + "\"");
                assertThat(service.volumes())
                        .anyMatch(mounted -> mounted.target().equals("/etc/orthanc/" + script));
            }
        }
    }

    @Test
    void a_file_of_the_sites_own_is_put_on_top() throws IOException {
        Deployment site = Deployment.in(folder);
        Files.writeString(
                site.docker().resolve("compose.override.yaml"),
                "services:\n  keycloak:\n    environment:\n      KC_LOG_LEVEL: debug\n");

        ComposeFile file = site.ready(ADDRESS).configuration();

        assertThat(file.service("keycloak").environment()).containsEntry("KC_LOG_LEVEL", "debug");
    }

    private static List<String> words(String list) {
        return list == null ? List.of() : List.of(list.split(" "));
    }
}
