package org.dicomaccess.keycloak.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.stack.DebianPackage;

/** A copy of what a site unpacks, so far as {@code docker/setup} and Compose need it. */
public final class Deployment {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> COMPOSE = compose();

    private final Path root;

    private Deployment(Path root) {
        this.root = root;
    }

    /** A fresh copy, in a folder that is empty. */
    public static Deployment in(Path folder) {
        for (String name : List.of("docker", "realm-export")) {
            copy(REPOSITORY.resolve(name), folder.resolve(name));
        }
        return new Deployment(folder);
    }

    static Path repository() {
        return REPOSITORY;
    }

    /** {@code docker/setup}, with arguments as they are typed. */
    Ran setup(String arguments) {
        List<String> command = new ArrayList<>(List.of("docker/setup"));
        Stream.of(arguments.split(" ")).filter(word -> !word.isEmpty()).forEach(command::add);
        return Ran.of(root, Map.of(), command);
    }

    /** The same, which has to succeed. */
    public Deployment ready(String arguments) {
        setup(arguments).successfully();
        return this;
    }

    public Path docker() {
        return root.resolve("docker");
    }

    public Path secrets() {
        return docker().resolve("secrets");
    }

    /** What a file in {@link #secrets()} holds. */
    String secret(String name) {
        return read(secrets().resolve(name)).strip();
    }

    Path environmentFile() {
        return docker().resolve(".env");
    }

    /** What {@code docker/.env} says. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        read(environmentFile())
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(
                        line -> {
                            String[] pair = line.split("=", 2);
                            variables.put(pair[0], pair[1]);
                        });
        return variables;
    }

    /** {@code docker compose config}, run as its reader would, in {@code docker/}. */
    Ran composeConfig() {
        List<String> command = new ArrayList<>(COMPOSE);
        command.add("config");
        return Ran.of(docker(), Map.of(), command);
    }

    /** What Compose makes of it: everything filled in, with the services that would start. */
    ComposeFile configuration() {
        String profiles = variables().get("COMPOSE_PROFILES");
        Set<String> active =
                Stream.of(profiles.split(","))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
        return ComposeFile.of(composeConfig().successfully(), active);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The plugin of Docker where there is one, else Debian's program. */
    private static List<String> compose() {
        try {
            if (Ran.of(REPOSITORY, "docker", "compose", "version").status() == 0) {
                return List.of("docker", "compose");
            }
        } catch (UncheckedIOException thereIsNoDocker) {
            // Then there is Debian's program.
        }
        return List.of(DebianPackage.DOCKER_COMPOSE.file().toString());
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path relative = from.relativize(file);
                if (relative.startsWith("secrets") || relative.startsWith(".env")) {
                    continue;
                }
                Files.copy(file, to.resolve(relative.toString()));
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
