package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The real Keycloak with the extension's jar and the exported realm. Its database is its own
 * built-in one, which is empty at every start but {@link #startAgain()}, unless it is given
 * another.
 */
public final class KeycloakServer implements Part {

    /** Name and password of the first administrator, on this machine only. */
    public static final String ADMIN = "admin";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ENDPOINT = "realms/orthanc/dicom-access/";
    private static final String LOG = "keycloak.log";

    private final StackOptions options;
    private final List<Path> providers;
    private final List<String> settings;
    private final URI hostname;
    private NativeProcess process;

    private KeycloakServer(
            StackOptions options, List<Path> providers, List<String> settings, URI hostname) {
        this.options = options;
        this.providers = List.copyOf(providers);
        this.settings = List.copyOf(settings);
        this.hostname = hostname;
        this.process = launch(options, this.settings, hostname);
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
        return start(options, providers, List.of());
    }

    /**
     * Starts Keycloak with further providers and settings.
     *
     * @param settings of the command {@code start-dev}, such as {@link PostgresServer#settings()}
     */
    public static KeycloakServer start(
            StackOptions options, List<Path> providers, List<String> settings) {
        return start(options, providers, settings, root(options));
    }

    /** Starts Keycloak behind the gateway, at whose address people then reach it. */
    public static KeycloakServer startBehindGateway(StackOptions options, List<String> settings) {
        return start(options, List.of(), settings, options.publicRoot());
    }

    /**
     * The same under another address.
     *
     * @param hostname how browsers reach it. Whoever asks by another name, such as a gateway, gets
     *     and verifies tokens of this one
     */
    private static KeycloakServer start(
            StackOptions options, List<Path> providers, List<String> settings, URI hostname) {
        Path home = home(options);
        List<Path> all =
                Stream.concat(jarsIn(options.providers()).stream(), providers.stream()).toList();
        BuiltKeycloak built = BuiltKeycloak.of(options.keycloakZip(), all, settings);
        built.putInto(home);
        Folders.delete(home.resolve("data"));
        Path jars = Folders.emptied(home.resolve("providers"));
        all.forEach(jar -> copy(jar, jars));
        writeRealm(options, Folders.created(home.resolve("data/import")));
        KeycloakServer server = new KeycloakServer(options, providers, settings, hostname);
        built.keep(home);
        return server;
    }

    /**
     * Starts a second node on the same {@link PostgresServer}. Both are one server to the outside:
     * what the second issues or accepts names the first one's address.
     *
     * @param others another folder and other ports
     */
    public KeycloakServer startNode(StackOptions others) {
        return startNode(others, settings);
    }

    /**
     * The same with settings of its own.
     *
     * @param database such as {@link PostgresServer#settingsOfHermit()}
     */
    public KeycloakServer startNode(StackOptions others, List<String> database) {
        return start(others, providers, database, publicRoot());
    }

    /**
     * Stops it, unless it was closed before, and starts it with what it had stored, whichever
     * database that is in. The log of the time before is kept as {@code keycloak-before.log}.
     */
    public void startAgain() {
        close();
        try {
            Files.move(
                    log(),
                    log().resolveSibling("keycloak-before.log"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        process = launch(options, settings, hostname);
    }

    private static NativeProcess launch(StackOptions options, List<String> settings, URI hostname) {
        NativeProcess process =
                NativeProcess.start(
                        "Keycloak",
                        command(home(options), options.ports(), settings, hostname),
                        Map.of(
                                "KC_BOOTSTRAP_ADMIN_USERNAME",
                                ADMIN,
                                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                                ADMIN,
                                "JAVA_OPTS_KC_HEAP",
                                "-Xms128m -Xmx768m",
                                "JAVA_HOME",
                                System.getProperty("java.home")),
                        options.logs().resolve(LOG));
        process.awaitReady(() -> hasRealm(options, "orthanc"), PATIENCE);
        return process;
    }

    private static boolean hasRealm(StackOptions options, String name) {
        return new Http()
                .answers(
                        root(options)
                                .resolve("realms/" + name + "/.well-known/openid-configuration"));
    }

    private static List<String> command(
            Path home, Ports ports, List<String> settings, URI hostname) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "sh",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--hostname=" + hostname,
                        "--proxy-headers=xforwarded",
                        "--http-host=127.0.0.1",
                        "--http-port=" + ports.keycloak(),
                        "--http-management-port=" + ports.management(),
                        "--health-enabled=true",
                        "--metrics-enabled=true"));
        command.addAll(settings);
        return command;
    }

    private static Path home(StackOptions options) {
        return options.folder().resolve("keycloak");
    }

    private static URI root(StackOptions options) {
        return URI.create("http://localhost:" + options.ports().keycloak() + "/");
    }

    /** The exported realm, whose addresses are those of {@link Ports#fixed()}, on these ports. */
    private static void writeRealm(StackOptions options, Path folder) {
        Path realm = options.repository().resolve("realm-export/orthanc-realm.json");
        Ports exported = Ports.fixed();
        Ports ours = options.ports();
        try {
            String text = Files.readString(realm);
            text = onPort(text, exported.gateway(), ours.gateway());
            text = onPort(text, exported.keycloak(), ours.keycloak());
            text = onPort(text, exported.orthanc(), ours.orthanc());
            Files.writeString(folder.resolve(realm.getFileName()), text);
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot import " + realm, unusable);
        }
    }

    private static String onPort(String text, int exported, int ours) {
        return text.replace("//localhost:" + exported, "//localhost:" + ours);
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot list " + folder, unusable);
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

    /** Where Keycloak itself answers whoever is on this machine. */
    public URI root() {
        return root(options);
    }

    /** Where people reach Keycloak; the admin console is {@code admin/} below it. */
    public URI publicRoot() {
        return hostname;
    }

    /** The realm's endpoint of the extension at {@link #root()}, with a slash at the end. */
    public URI endpoint() {
        return root().resolve(ENDPOINT);
    }

    /** The same where people reach it. */
    public URI publicEndpoint() {
        return publicRoot().resolve(ENDPOINT);
    }

    /** Where it listens, and where it writes. */
    public StackOptions options() {
        return options;
    }

    /** Whether there is a realm of this name. */
    public boolean hasRealm(String name) {
        return hasRealm(options, name);
    }

    /** The folder that holds its {@code bin/}. */
    public Path home() {
        return home(options);
    }

    /** Everything the server printed since its last start. */
    public Path log() {
        return options.logs().resolve(LOG);
    }

    @Override
    public void close() {
        process.close();
    }
}
