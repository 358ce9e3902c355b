package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server as a process of its own. Closing it ends the process and what it started; so does the
 * end of this JVM, however it comes, short of a kill.
 */
final class NativeProcess implements Part {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(20);
    private static final int LINES_SHOWN = 20;

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread atExit = new Thread(this::stop);

    private NativeProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a server and does not wait for it.
     *
     * @param environment added to this JVM's own
     * @param log gets everything the process prints
     */
    static NativeProcess start(
            String name, List<String> command, Map<String, String> environment, Path log) {
        NativeProcess started = startOnLeash(name, command, environment, log);
        try {
            started.process.getOutputStream().close();
            return started;
        } catch (IOException ended) {
            started.close();
            throw new StackException("%s ended at once: %s".formatted(name, command), ended);
        }
    }

    /**
     * The same for a program that ends with its standard input: that stays open until the process
     * is closed, and even a kill of this JVM closes it.
     */
    static NativeProcess startOnLeash(
            String name, List<String> command, Map<String, String> environment, Path log) {
        Folders.createParentOf(log);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new NativeProcess(name, log, builder.start());
        } catch (IOException unstartable) {
            throw new StackException("Cannot start " + name + ": " + command, unstartable);
        }
    }

    /**
     * Looks again and again until the server is ready.
     *
     * @throws StackException when it has ended or time is up, with the last lines of its log
     */
    void awaitReady(BooleanSupplier isReady, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (process.isAlive()) {
            if (isReady.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                close();
                throw new StackException(
                        "%s was not ready after %d s. %s"
                                .formatted(name, patience.toSeconds(), endOfLog()));
            }
            endsWithin(BETWEEN_LOOKS);
        }
        close();
        throw new StackException("%s ended by itself. %s".formatted(name, endOfLog()));
    }

    /**
     * Waits for a program that does its work and ends.
     *
     * @throws StackException when it fails or time is up, with the last lines of its log
     */
    void awaitSuccess(Duration patience) {
        endsWithin(patience);
        if (process.isAlive()) {
            close();
            throw new StackException(
                    "%s took more than %d s. %s".formatted(name, patience.toSeconds(), endOfLog()));
        }
        if (process.exitValue() != 0) {
            throw new StackException("%s failed. %s".formatted(name, endOfLog()));
        }
    }

    /** Ends it and everything it started. */
    @Override
    public void close() {
        stop();
        if (Thread.currentThread() != atExit) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException endingAlready) {
            // The hook runs, or has run, anyway.
            return;
        }
    }

    private void stop() {
        // Taken first: the children of an ended process are nobody's any more.
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        family.forEach(ProcessHandle::destroy);
        if (!haveEnded(family)) {
            family.forEach(ProcessHandle::destroyForcibly);
            haveEnded(family);
        }
    }

    private static boolean haveEnded(List<ProcessHandle> family) {
        CompletableFuture<?>[] ends =
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .get(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException stillThere) {
            return false;
        }
    }

    private void endsWithin(Duration time) {
        try {
            boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                return;
            }
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + name, interrupted);
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            int from = Math.max(0, lines.size() - LINES_SHOWN);
            return "%s ends with:%n%s"
                    .formatted(log, String.join("\n", lines.subList(from, lines.size())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
