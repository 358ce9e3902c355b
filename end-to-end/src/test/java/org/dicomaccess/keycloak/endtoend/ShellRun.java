package org.dicomaccess.keycloak.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.documents.Command;
import org.dicomaccess.keycloak.documents.DocumentedNames;
import org.dicomaccess.keycloak.documents.Pages;

/**
 * One shell that runs the commands of one page, in a folder of its own in which the files of this
 * project lie as links: a reader has unpacked it and begins there.
 */
final class ShellRun {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * Each block in turn, in this one shell, so that what one of them set is there for the next.
     */
    private static final String SCRIPT =
            """
            set -euo pipefail
            for before in "$RUN"/before-*.sh; do . "$before"; done
            for block in "$RUN"/block-*.sh; do
                . "$block" >"${block%.sh}.out" 2>"${block%.sh}.err" </dev/null
                echo 0 >"${block%.sh}.status"
            done
            """;

    private final Path repository;
    private final Path folder;
    private final ShellTools tools;
    private final DocumentedNames names;
    private final List<String> before;

    /**
     * A shell for one page.
     *
     * @param folder what it may write to; emptied first
     * @param before what was done before the page is read: scripts of this name, where there is one
     */
    ShellRun(
            Path repository,
            Path folder,
            ShellTools tools,
            DocumentedNames names,
            List<String> before) {
        this.repository = repository;
        this.folder = folder;
        this.tools = tools;
        this.names = names;
        this.before = before;
    }

    /**
     * What became of commands.
     *
     * @param status as the shell has it: 0 is success
     * @param printed on the standard output
     * @param complained on the standard error
     */
    record Outcome(Command command, String status, String printed, String complained) {

        boolean succeeded() {
            return status.equals("0");
        }

        /** All of it, for whoever has to find out why. */
        String story() {
            return """
            %s
            %s--- status %s, printed:
            %s
            --- complained:
            %s
            """
                    .formatted(
                            command.block().place(),
                            command.block().text(),
                            status,
                            printed,
                            complained);
        }
    }

    /** Runs them in order until one fails; what came after that has no outcome. */
    List<Outcome> run(List<Command> commands) {
        try {
            Path work = emptied(folder.resolve("work"));
            Path run = emptied(folder.resolve("run"));
            linkRepository(work);
            for (int i = 0; i < before.size(); i++) {
                copyBefore(before.get(i), run.resolve("before-%02d.sh".formatted(i)));
            }
            for (int i = 0; i < commands.size(); i++) {
                Files.writeString(
                        run.resolve(file(i, "sh")),
                        names.replacedIn(commands.get(i).block().text()));
            }
            String status = bash(work, run);
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < commands.size() && Files.exists(run.resolve(file(i, "out"))); i++) {
                boolean done = Files.exists(run.resolve(file(i, "status")));
                outcomes.add(
                        new Outcome(
                                commands.get(i),
                                done ? "0" : status,
                                Files.readString(run.resolve(file(i, "out"))),
                                Files.readString(run.resolve(file(i, "err")))));
            }
            if (outcomes.isEmpty()) {
                throw new IllegalStateException(
                        "What is done before the page failed: "
                                + Files.readString(run.resolve("log")));
            }
            return outcomes;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static String file(int block, String kind) {
        return "block-%03d.%s".formatted(block, kind);
    }

    private String bash(Path work, Path run) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "--noprofile", "--norc", "-c", SCRIPT)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(run.resolve("log").toFile());
        builder.environment().putAll(tools.environment());
        builder.environment().put("RUN", run.toString());
        builder.environment()
                .merge("PATH", tools.folder().toString(), (was, ours) -> ours + ":" + was);
        Process bash = builder.start();
        try {
            if (bash.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Integer.toString(bash.exitValue());
            }
            return "none after " + PATIENCE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            bash.descendants().forEach(ProcessHandle::destroy);
            bash.destroy();
        }
    }

    private void linkRepository(Path work) throws IOException {
        try (Stream<Path> files = Files.list(repository)) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(work.resolve(file.getFileName()), file);
            }
        }
    }

    private void copyBefore(String name, Path target) throws IOException {
        try (InputStream script = Pages.class.getResourceAsStream("before/" + name + ".sh")) {
            if (script != null) {
                String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
                Files.writeString(target, names.replacedIn(text));
            }
        }
    }

    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            // Links lead out of it: they are removed, not followed.
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
