package org.dicomaccess.keycloak.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Caddy with the shipped gateway: {@code docker/caddy/Caddyfile}. */
public final class CaddyServer implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NativeProcess process;
    private final URI root;
    private final Path accessLog;
    private final Path ownLog;

    private CaddyServer(NativeProcess process, URI root, Path accessLog, Path ownLog) {
        this.process = process;
        this.root = root;
        this.accessLog = accessLog;
        this.ownLog = ownLog;
    }

    /** Starts the gateway in front of whatever listens on the ports of Keycloak and Orthanc. */
    public static CaddyServer start(StackOptions options, OhifViewer viewer) {
        return start(options, viewer, "");
    }

    /**
     * The same with a credential of the gateway's own.
     *
     * @param apiKey at Orthanc's authorization plugin
     */
    public static CaddyServer start(StackOptions options, OhifViewer viewer, String apiKey) {
        Path folder = Folders.emptied(options.folder().resolve("caddy"));
        Folders.created(options.logs());
        Path accessLog = options.logs().resolve("caddy-access.log");
        Path ownLog = options.logs().resolve("caddy.log");
        // Caddy adds to what it finds; a reader wants this run's lines only.
        Folders.delete(accessLog);
        Ports ports = options.ports();
        URI root = URI.create("http://localhost:" + ports.gateway() + "/");
        Map<String, String> environment = GatewayVariables.usual(options, viewer);
        environment.put("CADDY_SITE", "http://:" + ports.gateway());
        environment.put("CADDY_BIND", "127.0.0.1");
        environment.put("CADDY_ACCESS_LOG", accessLog.toString());
        environment.put("ORTHANC_API_KEY", apiKey);
        // Where it would keep certificates and its last configuration.
        environment.put("XDG_DATA_HOME", folder.toString());
        environment.put("XDG_CONFIG_HOME", folder.toString());
        NativeProcess process =
                NativeProcess.start(
                        "caddy",
                        List.of(
                                DebianPackage.CADDY.file().toString(),
                                "run",
                                "--adapter",
                                "caddyfile",
                                "--config",
                                options.repository().resolve("docker/caddy/Caddyfile").toString()),
                        environment,
                        ownLog);
        Http http = new Http();
        process.awaitReady(() -> http.answers(root.resolve("ohif/refused.html")), PATIENCE);
        return new CaddyServer(process, root, accessLog, ownLog);
    }

    /** What a browser or a DICOMweb client sees. */
    public URI root() {
        return root;
    }

    /** One line of JSON per request, without any query. */
    public Path accessLog() {
        return accessLog;
    }

    /** Where it says what went wrong. */
    public Path ownLog() {
        return ownLog;
    }

    @Override
    public void close() {
        process.close();
    }
}
