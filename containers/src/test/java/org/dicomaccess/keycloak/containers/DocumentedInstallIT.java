package org.dicomaccess.keycloak.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/install.md} that need a container engine, one block after another in
 * one folder, as its reader runs them.
 */
class DocumentedInstallIT {

    private static final String PAGE = "docs/install.md";
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^( *)```sh container\\n(.*?)^ *```$");

    @TempDir private static Path folder;

    private static Sources sources;

    @BeforeAll
    static void thePageIsRead() {
        sources = Sources.in(folder);
    }

    @AfterAll
    static void nothingIsLeft() {
        sources.run("sh", "-c", "cd docker && docker compose down --volumes");
    }

    @Test
    void every_command_works() {
        List<String> blocks =
                BLOCK.matcher(sources.text(PAGE))
                        .results()
                        .map(block -> block.group(2).indent(-block.group(1).length()))
                        // An address that leads to this machine, and a port that is free on it.
                        .map(
                                block ->
                                        block.replace(
                                                "https://images.example.org",
                                                "https://localhost:8443"))
                        .toList();

        assertThat(blocks).isNotEmpty();
        sources.run("bash", "-euxo", "pipefail", "-c", String.join("\n", blocks));
    }
}
