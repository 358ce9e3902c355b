package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The real Keycloak with the extension's jar and the exported realm, on its own built-in database,
 * which is empty at every start.
 */
public final class KeycloakServer implements Part {

    /** Name and password of the first administrator, on this machine only. */
    public static final String ADMIN = "admin";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final NativeProcess process;
    private final URI root;
    private final Path log;

    private KeycloakServer(NativeProcess process, URI root, Path log) {
        this.process = process;
        this.root = root;
        this.log = log;
    }

    /** Starts Keycloak with the extension and waits until its realm answers. */
    public static KeycloakServer start(StackOptions options) {
        return start(options, List.of());
    }

    /**
     * Starts Keycloak with further providers.
     *
     * @param providers more jars beside the extension, such as the benchmarks' own
     */
    public static KeycloakServer start(StackOptions options, List<Path> providers) {
        Path home = unpacked(options);
        Folders.delete(home.resolve("data"));
        Path jars = Folders.emptied(home.resolve("providers"));
        copy(options.extension(), jars);
        providers.forEach(provider -> copy(provider, jars));
        copy(
                options.repository().resolve("realm-export/orthanc-realm.json"),
                Folders.created(home.resolve("data/import")));
        Path log = options.logs().resolve("keycloak.log");
        NativeProcess process =
                NativeProcess.start(
                        "Keycloak",
                        command(home, options.ports()),
                        Map.of(
                                "KC_BOOTSTRAP_ADMIN_USERNAME",
                                ADMIN,
                                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                                ADMIN,
                                "JAVA_OPTS_KC_HEAP",
                                "-Xms128m -Xmx768m",
                                "JAVA_HOME",
                                System.getProperty("java.home")),
                        log);
        URI root = URI.create("http://localhost:" + options.ports().keycloak() + "/");
        Http http = new Http();
        URI realm = root.resolve("realms/orthanc/.well-known/openid-configuration");
        process.awaitReady(() -> http.answers(realm), PATIENCE);
        return new KeycloakServer(process, root, log);
    }

    private static List<String> command(Path home, Ports ports) {
        return List.of(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + ports.keycloak(),
                "--http-management-port=" + ports.management(),
                "--health-enabled=true",
                "--metrics-enabled=true");
    }

    private static Path unpacked(StackOptions options) {
        Path zip = options.keycloakZip();
        Path home = options.folder().resolve("keycloak");
        Path stamp = home.resolve("unpacked");
        try {
            String wanted = "%s %d".formatted(zip.getFileName(), Files.size(zip));
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
                Folders.unpack(zip, Folders.emptied(home));
                Files.writeString(stamp, wanted);
            }
            return home;
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot prepare Keycloak from " + zip, unusable);
        }
    }

    private static void copy(Path file, Path folder) {
        try {
            Files.copy(
                    file,
                    folder.resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING,
                    // Keycloak rebuilds itself when a jar looks newer than the last build.
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot copy " + file + " to " + folder, unusable);
        }
    }

    /** Where Keycloak answers; the admin console is {@code admin/} below it. */
    public URI root() {
        return root;
    }

    /** The realm's endpoint of the extension, with a slash at the end. */
    public URI endpoint() {
        return root.resolve("realms/orthanc/dicom-access/");
    }

    /** Everything the server prints. */
    public Path log() {
        return log;
    }

    @Override
    public void close() {
        process.close();
    }
}
