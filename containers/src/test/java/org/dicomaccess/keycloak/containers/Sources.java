package org.dicomaccess.keycloak.containers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A copy of this project's sources, as a site unpacks them: what it writes stays out of the
 * project.
 */
final class Sources {

    /** The image that {@code docker/keycloak/Dockerfile} makes. */
    static final String KEYCLOAK_IMAGE = "keycloak-dicom-access:0.1.0";

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_SOURCES =
            Set.of(".git", ".demo", "target", "node_modules", "secrets", ".env");

    private final Path root;

    private Sources(Path root) {
        this.root = root;
    }

    static Sources in(Path folder) {
        try {
            Files.walkFileTree(REPOSITORY, new Copying(folder));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        return new Sources(folder);
    }

    Path file(String name) {
        return root.resolve(name);
    }

    String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What {@code docker/.env} says. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        text("docker/.env")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .forEach(pair -> variables.put(pair[0], pair[1]));
        return variables;
    }

    /**
     * Runs a program in the root of the sources, and shows what it prints.
     *
     * @throws AssertionError when it fails
     */
    void run(String... command) {
        try {
            int status =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .inheritIO()
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new AssertionError(Arrays.toString(command) + " ended with " + status);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Builds the image of Keycloak, as the head of its Dockerfile says. */
    void buildKeycloak() {
        run("docker", "build", "-f", "docker/keycloak/Dockerfile", "-t", KEYCLOAK_IMAGE, ".");
    }

    /** The compose file and these overrides. */
    List<File> compose(String... overrides) {
        List<File> files = new ArrayList<>();
        files.add(file("docker/compose.yaml").toFile());
        for (String name : overrides) {
            files.add(file("docker/overrides/" + name + ".yaml").toFile());
        }
        return files;
    }

    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path target;

        Copying(Path target) {
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes all)
                throws IOException {
            if (NOT_SOURCES.contains(folder.getFileName().toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(REPOSITORY.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes all) throws IOException {
            if (!NOT_SOURCES.contains(file.getFileName().toString())) {
                Files.copy(
                        file,
                        target.resolve(REPOSITORY.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
