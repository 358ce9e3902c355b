package org.dicomaccess.keycloak.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A release of the last commit, made as docs/releases.md says on a machine that keeps its files to
 * itself and lives far away, and what it consists of.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ReleaseIT {

    private static final String VERSION = "0.0.1-SNAPSHOT";
    private static final String EXTENSION = "keycloak-dicom-access";
    private static final String THEMES = "keycloak-dicom-access-themes";
    private static final String DOCTOR = "keycloak-dicom-access-doctor";
    private static final String OWN = "org/dicomaccess/keycloak/";

    /** Where the doctor has its library, under a name of its own. */
    private static final String RELOCATED = OWN + "doctor/jackson/";

    private final Path folder = Deployment.repository().resolve("target/release").resolve(VERSION);
    private String printed = "";

    @BeforeAll
    void a_release_is_made() {
        printed =
                Ran.of(
                                Deployment.repository(),
                                Map.of("TZ", "Pacific/Kiritimati", "LC_ALL", "C.UTF-8"),
                                List.of("sh", "-c", "umask 077; exec release/make " + VERSION))
                        .successfully();
    }

    @Test
    void it_is_what_the_page_about_releases_lists() throws IOException {
        Set<String> expected =
                Set.of(
                        EXTENSION + "-" + VERSION + ".jar",
                        EXTENSION + "-" + VERSION + ".cdx.json",
                        EXTENSION + "-" + VERSION + ".openapi.json",
                        THEMES + "-" + VERSION + ".jar",
                        THEMES + "-" + VERSION + ".cdx.json",
                        DOCTOR + "-" + VERSION + ".jar",
                        DOCTOR + "-" + VERSION + ".cdx.json",
                        "SHA256SUMS",
                        "LICENSE",
                        "NOTICE");
        String page = Deployment.read(Deployment.repository().resolve("docs/releases.md"));

        assertThat(names()).isEqualTo(expected);
        assertThat(expected)
                .filteredOn(name -> !name.endsWith(".cdx.json"))
                .allSatisfy(name -> assertThat(page).contains(name.replace(VERSION, "VERSION")));
    }

    @Test
    void everything_was_built_twice_with_the_same_bytes() {
        for (String module : List.of(EXTENSION, THEMES)) {
            assertThat(printed).contains(module + "-" + VERSION + ".jar, twice");
            assertThat(printed).contains(module + "-" + VERSION + ".cdx.json, twice");
        }
        assertThat(printed).contains(DOCTOR + ".jar, twice", DOCTOR + ".cdx.json, twice");
        assertThat(printed).doesNotContain("differs");
    }

    @Test
    void the_sums_are_those_of_all_its_files() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String name : names()) {
            if (!name.equals("SHA256SUMS")) {
                expected.add(sha256(folder.resolve(name)) + "  " + name);
            }
        }

        assertThat(Files.readAllLines(folder.resolve("SHA256SUMS")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_api_is_the_one_of_the_documents() {
        assertThat(folder.resolve(EXTENSION + "-" + VERSION + ".openapi.json"))
                .hasSameTextualContentAs(Deployment.repository().resolve("docs/openapi.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTENSION, THEMES, DOCTOR})
    void a_bill_of_materials_is_valid_cyclonedx_and_names_its_jar(String name) throws IOException {
        Path file = folder.resolve(name + "-" + VERSION + ".cdx.json");

        assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isEmpty();
        JsonNode bill = bill(name);
        assertThat(bill.path("specVersion").asText()).isEqualTo("1.6");
        JsonNode jar = bill.path("metadata").path("component");
        assertThat(jar.path("purl").asText())
                .isEqualTo("pkg:maven/org.dicomaccess/" + name + "@" + VERSION + "?type=jar");
        assertThat(jar.path("version").asText()).isEqualTo(VERSION);
        assertThat(licencesOf(jar)).containsExactly("Apache-2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTENSION, THEMES})
    void a_jar_for_keycloak_brings_nothing_along(String name) throws IOException {
        assertThat(components(name)).isEmpty();
        assertThat(classes(name)).allMatch(entry -> entry.startsWith(OWN));
    }

    /** By their packages: {@code com.fasterxml.jackson.core}, {@code com.fasterxml.jackson.jr}. */
    @Test
    void the_doctors_bill_lists_the_libraries_that_are_in_its_jar() throws IOException {
        Set<String> inTheJar =
                classes(DOCTOR).stream()
                        .filter(entry -> entry.startsWith(RELOCATED))
                        .map(entry -> entry.substring(RELOCATED.length()).split("/")[0])
                        .collect(Collectors.toSet());
        Set<String> listed =
                components(DOCTOR).stream()
                        .map(component -> component.path("group").asText())
                        .map(group -> group.replace("com.fasterxml.jackson.", ""))
                        .collect(Collectors.toSet());

        assertThat(listed).isEqualTo(inTheJar).containsExactlyInAnyOrder("core", "jr");
        assertThat(classes(DOCTOR)).allMatch(entry -> entry.startsWith(OWN));
    }

    @Test
    void each_library_has_a_licence_a_version_a_hash_and_an_address() throws IOException {
        for (JsonNode component : components(DOCTOR)) {
            String name = component.path("name").asText();
            String version = component.path("version").asText();
            assertThat(licencesOf(component)).as(name).containsExactly("Apache-2.0");
            assertThat(component.path("purl").asText())
                    .isEqualTo(
                            "pkg:maven/%s/%s@%s?type=jar"
                                    .formatted(component.path("group").asText(), name, version));
            assertThat(hashesOf(component)).as(name).containsKey("SHA-256");
            assertThat(hashesOf(component).get("SHA-256")).as(name).matches("[0-9a-f]{64}");
        }
        // The number is in the name of a package of it.
        String core = component("jackson-core").path("version").asText().replace('.', '_');
        assertThat(classes(DOCTOR))
                .filteredOn(entry -> entry.contains("/shaded/fdp/"))
                .isNotEmpty()
                .allMatch(entry -> entry.contains("/fdp/v" + core + "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTENSION, THEMES, DOCTOR})
    void whoever_has_a_jar_has_its_licence(String name) throws IOException {
        Path repository = Deployment.repository();

        assertThat(entry(name, "META-INF/LICENSE"))
                .isEqualTo(Deployment.read(repository.resolve("LICENSE")));
        assertThat(entry(name, "META-INF/NOTICE"))
                .startsWith(Deployment.read(repository.resolve("NOTICE")));
    }

    @Test
    void the_doctor_says_whose_libraries_it_brings() throws IOException {
        assertThat(entry(DOCTOR, "META-INF/NOTICE"))
                .contains("Jackson JSON processor", "Copyright © 2023 Werner Randelshofer");
        assertThat(entry(DOCTOR, "META-INF/FastDoubleParser-LICENSE")).contains("MIT License");
        assertThat(entry(DOCTOR, "META-INF/Schubfach-LICENSE")).contains("Permission is hereby");
    }

    @Test
    void what_the_changelog_has_no_heading_for_is_not_released() {
        Ran refused = Ran.of(Deployment.repository(), "release/make", "999.0.0");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.complained()).contains("CHANGELOG.md has no heading \"## [999.0.0] - ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "v1.2.3", "1.2.3 ", "../1.2.3"})
    void what_is_no_version_is_not_released(String version) {
        Ran refused = Ran.of(Deployment.repository(), "release/make", version);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.complained()).contains("is not a version such as 1.2.0");
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private JsonNode bill(String name) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(name + "-" + VERSION + ".cdx.json").toFile());
    }

    private List<JsonNode> components(String name) throws IOException {
        return StreamSupport.stream(bill(name).path("components").spliterator(), false).toList();
    }

    private JsonNode component(String name) throws IOException {
        return components(DOCTOR).stream()
                .filter(component -> component.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> licencesOf(JsonNode component) {
        return component.path("licenses").findValuesAsText("id");
    }

    private static Map<String, String> hashesOf(JsonNode component) {
        return StreamSupport.stream(component.path("hashes").spliterator(), false)
                .collect(
                        Collectors.toMap(
                                hash -> hash.path("alg").asText(),
                                hash -> hash.path("content").asText()));
    }

    private List<String> classes(String name) throws IOException {
        try (JarFile jar = jar(name)) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(entry -> entry.endsWith(".class"))
                    .toList();
        }
    }

    private String entry(String name, String entry) throws IOException {
        try (JarFile jar = jar(name)) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), UTF_8);
        }
    }

    private JarFile jar(String name) throws IOException {
        return new JarFile(folder.resolve(name + "-" + VERSION + ".jar").toFile());
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
