package org.dicomaccess.keycloak.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.keycloak.testframework.database.DatabaseConfiguration;
import org.keycloak.testframework.database.TestDatabase;

/**
 * A PostgreSQL from Debian's package, empty at the start and gone at the end.
 *
 * <p>The script that runs it stops it when its standard input is closed, which the end of this JVM
 * does too, even that by a kill.
 */
final class NativePostgres implements TestDatabase {

    private static final Path SCRIPT = Path.of("..", "end-to-end", "native-postgres");
    private static final String READY = "ready ";

    private final Path log = Path.of("target", "postgres.log");

    private Process script;
    private String jdbcUrl;

    /**
     * Returns when the database takes connections.
     *
     * @throws IllegalStateException when it does not come up, with what it says about that, such as
     *     the Debian package to install
     */
    @Override
    public void start(DatabaseConfiguration configuration) {
        if (configuration.getInitScript() != null) {
            throw new IllegalArgumentException("This database takes no initScript");
        }
        try {
            script =
                    new ProcessBuilder(SCRIPT.toString(), Integer.toString(freePort()))
                            .redirectError(log.toFile())
                            .start();
            jdbcUrl = awaitReady(script.inputReader());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** What the server must be told to use it. */
    @Override
    public Map<String, String> serverConfig() {
        return Map.of("db", "postgres", "db-url", jdbcUrl, "db-username", "keycloak");
    }

    @Override
    public void stop() {
        try {
            script.getOutputStream().close();
            script.waitFor();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException interrupted) {
            // It is on its way down, and nobody needs to see it arrive.
            Thread.currentThread().interrupt();
        }
    }

    private String awaitReady(BufferedReader said) throws IOException {
        String line = said.readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IllegalStateException("No PostgreSQL. " + Files.readString(log).strip());
        }
        return line.substring(READY.length());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
