package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL from Debian's package with a database for Keycloak: empty at every start, gone when
 * it is closed. Several nodes of Keycloak may use it, and find each other through it.
 */
public final class PostgresServer implements Part {

    /** Name of the database and of the user that owns it; no password is asked for. */
    public static final String NAME = "keycloak";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final NativeProcess process;
    private final int port;

    private PostgresServer(NativeProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on a free port and waits until it takes connections.
     *
     * @throws MissingPartException when its Debian package is not installed
     */
    public static PostgresServer start(StackOptions options) {
        DebianPackage.requireAll(List.of(DebianPackage.POSTGRESQL));
        int port = Ports.anyFree();
        Path log = options.logs().resolve("postgres.log");
        NativeProcess process =
                NativeProcess.startOnLeash(
                        "PostgreSQL",
                        List.of(
                                options.repository()
                                        .resolve("end-to-end/native-postgres")
                                        .toString(),
                                Integer.toString(port)),
                        Map.of(),
                        log);
        process.awaitReady(() -> saysReady(log), PATIENCE);
        return new PostgresServer(process, port);
    }

    /** For whoever wants to look into it: {@code jdbc:postgresql:} with address and database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
    }

    /**
     * What makes Keycloak use it.
     *
     * <p>In development mode Keycloak's caches know nothing of other nodes by default. With these
     * settings they do, as in production: nodes find each other through a table and then talk over
     * TCP, here on the loopback address and the first free port from 7800 on.
     */
    public List<String> settings() {
        return List.of(
                "--db=postgres",
                "--db-url=" + jdbcUrl(),
                "--db-username=" + NAME,
                "--cache=ispn",
                "--cache-embedded-network-bind-address=127.0.0.1");
    }

    /** The same for a node that hears nothing from the others: all they share is the database. */
    public List<String> settingsOfHermit() {
        return List.of(
                "--db=postgres", "--db-url=" + jdbcUrl(), "--db-username=" + NAME, "--cache=local");
    }

    private static boolean saysReady(Path log) {
        try {
            return Files.readAllLines(log).stream().anyMatch(line -> line.startsWith("ready "));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
