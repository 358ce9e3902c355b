package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.stack.DebianPackage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that images are built from, so far as they can be read without building them. */
class ImagesTest {

    private static final Path REPOSITORY = Deployment.repository();
    private static final Path LINT = Path.of("target/lint").toAbsolutePath();

    @BeforeAll
    static void theLinterIsThere() throws IOException {
        Files.createDirectories(LINT);
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.writeString(LINT.resolve(name), Files.readString(Path.of("src/test/lint", name)));
        }
        Ran.of(
                        LINT,
                        // Which registry and which cache is this machine's business.
                        System.getenv(),
                        List.of(
                                DebianPackage.NPM.file().toString(),
                                "ci",
                                "--ignore-scripts",
                                "--prefer-offline",
                                "--no-audit",
                                "--no-fund"))
                .successfully();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/keycloak/Dockerfile", "docker/gateway/Dockerfile"})
    void the_linter_finds_nothing(String file) {
        Ran lint = lint(REPOSITORY.resolve(file));

        assertThat(lint.status()).as(lint.printed() + lint.complained()).isZero();
        assertThat(lint.printed() + lint.complained()).isBlank();
    }

    @Test
    void the_linter_finds_what_is_wrong() throws IOException {
        Path file = LINT.resolve("wrong.Dockerfile");
        Files.writeString(file, "FROM scratch\nCOPY a\nUSR 1000\n");

        assertThat(lint(file).status()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/keycloak/Dockerfile", "docker/gateway/Dockerfile"})
    void every_image_it_rests_on_has_a_version(String file) {
        String text = text(file);
        List<String> stages = all(text, "(?m)^FROM \\S+ AS (\\S+)$");
        for (String from : all(text, "(?m)^FROM (\\S+)")) {
            String image =
                    from.equals("${KEYCLOAK}") ? all(text, "ARG KEYCLOAK=(\\S+)").get(0) : from;
            if (!stages.contains(image) && !List.of("scratch", "${JARS}").contains(image)) {
                assertThat(image).matches("[a-z0-9./-]+:[0-9]+\\.[0-9].*");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/keycloak/Dockerfile", "docker/gateway/Dockerfile"})
    void it_runs_as_an_ordinary_user_and_says_whether_it_is_healthy(String file) {
        List<String> users = all(text(file), "(?m)^USER (\\S+)$");

        assertThat(users.get(users.size() - 1)).matches("[1-9][0-9]*");
        assertThat(text(file)).contains("\nHEALTHCHECK ");
        assertThat(text(file)).contains("org.opencontainers.image.licenses=\"Apache-2.0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/keycloak/Dockerfile", "docker/gateway/Dockerfile"})
    void no_secret_is_in_it(String file) {
        List<String> names = new ArrayList<>(all(text(file), "(?m)^(?:ENV|ARG) ([A-Z_]+)"));
        names.addAll(all(text(file), "(?m)^    ([A-Z_]+)="));

        assertThat(names).noneMatch(name -> name.matches(".*(PASSWORD|SECRET|TOKEN|KEY)$"));
        assertThat(Deployment.read(REPOSITORY.resolve(".dockerignore")).lines())
                .contains("docker/.env", "docker/secrets", ".git");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/keycloak/Dockerfile", "docker/gateway/Dockerfile"})
    void everything_it_copies_is_there(String file) {
        for (String source : all(text(file), "(?m)^COPY (?!--from)(\\S+) ")) {
            assertThat(REPOSITORY.resolve(source)).exists();
        }
    }

    @Test
    void keycloak_is_the_one_that_the_extension_is_built_for() {
        String version =
                all(Deployment.read(REPOSITORY.resolve("pom.xml")), "<keycloak.version>(.*?)<")
                        .get(0);

        assertThat(text("docker/keycloak/Dockerfile")).contains("/keycloak:" + version + "\n");
        assertThat(text("docker/keycloak/Dockerfile")).contains("/keycloak:" + version + "\"\n");
    }

    @Test
    void sources_of_the_modules_that_it_builds_go_into_the_build_and_no_others() {
        List<String> modules =
                all(Deployment.read(REPOSITORY.resolve("pom.xml")), "<module>(.*?)</module>");
        List<String> built =
                List.of(all(text("docker/keycloak/Dockerfile"), "-pl (\\S+)").get(0).split(","));
        List<String> ignored =
                Deployment.read(REPOSITORY.resolve(".dockerignore")).lines().toList();

        assertThat(modules).containsAll(built);
        for (String module : modules) {
            assertThat(ignored.contains(module + "/src"))
                    .as(module)
                    .isEqualTo(!built.contains(module));
        }
    }

    @Test
    void what_says_whether_it_is_healthy_can_be_run() throws IOException {
        for (String file : List.of("docker/keycloak/healthy", "docker/gateway/hand-over")) {
            assertThat(Files.isExecutable(REPOSITORY.resolve(file))).as(file).isTrue();
        }
    }

    private static Ran lint(Path file) {
        return Ran.of(
                LINT,
                DebianPackage.NODE.file().toString(),
                "node_modules/dockerfile-utils/bin/dockerfile-utils",
                "lint",
                file.toString());
    }

    private static String text(String file) {
        return Deployment.read(REPOSITORY.resolve(file));
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
