package org.dicomaccess.keycloak.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A program that has ended.
 *
 * @param status 0 is success
 * @param printed on the standard output
 * @param complained on the standard error
 */
public record Ran(int status, String printed, String complained) {

    /** Runs a program to its end, with no more of this JVM's environment than a search path. */
    public static Ran of(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
        variables.putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String printed = text(process.getInputStream());
            return new Ran(process.waitFor(), printed, errors.join());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public static Ran of(Path folder, String... command) {
        return of(folder, Map.of(), List.of(command));
    }

    /** What it printed, when it succeeded. */
    public String successfully() {
        if (status != 0) {
            throw new AssertionError(this);
        }
        return printed;
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
