package org.dicomaccess.keycloak;

import java.nio.file.Path;
import org.keycloak.testframework.server.KeycloakServerConfig;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder.LogHandlers;

/**
 * The server of the integration tests: the extension as just compiled, in development mode, on this
 * machine's loopback address only.
 *
 * <p>One server is started for all test classes that name this class; a class that names another
 * configuration stops it and starts its own, which costs the better part of a minute.
 */
public final class DicomAccessServer implements KeycloakServerConfig {
    @Override
    public KeycloakServerConfigBuilder configure(KeycloakServerConfigBuilder server) {
        // The framework reads the console to learn that the server is up, so the console stays on.
        server.log()
                .handlers(LogHandlers.CONSOLE, LogHandlers.FILE)
                .categoryLevel("org.dicomaccess", "debug");
        return server.dependency("org.dicomaccess", "keycloak-dicom-access")
                .option("http-host", "127.0.0.1")
                .option("log-file", Path.of("target", "keycloak.log").toAbsolutePath().toString())
                .option("log-console-level", "info");
    }
}
