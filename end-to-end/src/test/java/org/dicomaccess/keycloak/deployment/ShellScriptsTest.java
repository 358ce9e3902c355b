package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dicomaccess.keycloak.stack.DebianPackage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every script of this project that a shell runs. */
class ShellScriptsTest {

    private static final Set<String> NOT_SOURCES =
            Set.of(".git", ".demo", "target", "node_modules", "secrets");

    @ParameterizedTest
    @MethodSource("scripts")
    void shellcheck_finds_nothing(Path script) {
        Ran check =
                Ran.of(
                        Deployment.repository(),
                        DebianPackage.SHELLCHECK.file().toString(),
                        "--color=never",
                        script.toString());

        assertThat(check.status()).as(check.printed() + check.complained()).isZero();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void it_ends_with_the_first_command_that_fails(Path script) {
        assertThat(Deployment.read(Deployment.repository().resolve(script)))
                .containsPattern("(?m)^set -eu");
    }

    static List<Path> scripts() throws IOException {
        Path root = Deployment.repository();
        List<Path> scripts = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes all) {
                        return NOT_SOURCES.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes all)
                            throws IOException {
                        if (all.isRegularFile() && isScript(file)) {
                            scripts.add(root.relativize(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        assertThat(scripts).contains(Path.of("docker/setup"), Path.of(".ci/run"), Path.of("mvnw"));
        return scripts.stream().sorted().toList();
    }

    private static boolean isScript(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            String start = new String(stream.readNBytes(40), StandardCharsets.ISO_8859_1);
            return start.matches("(?s)#!(/usr)?/bin/(env )?(ba|da)?sh\\b.*");
        }
    }
}
