package org.dicomaccess.keycloak.stack;

import static java.util.Map.entry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** nginx with the shipped gateway: {@code docker/nginx/templates/dicom-access.conf.template}. */
public final class NginxServer implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NativeProcess process;
    private final URI root;
    private final Path accessLog;
    private final Path errorLog;

    private NginxServer(NativeProcess process, URI root, Path accessLog, Path errorLog) {
        this.process = process;
        this.root = root;
        this.accessLog = accessLog;
        this.errorLog = errorLog;
    }

    /** Starts the gateway in front of whatever listens on the ports of Keycloak and Orthanc. */
    public static NginxServer start(StackOptions options, OhifViewer viewer) {
        return start(options, viewer, "ohif");
    }

    /** The same for another realm, whose resource server is called the same. */
    public static NginxServer startForRealm(StackOptions options, OhifViewer viewer, String realm) {
        return start(options, viewer, "ohif", realm);
    }

    /** The same without a login: OHIF opens shares only. */
    public static NginxServer startForSharesOnly(StackOptions options, OhifViewer viewer) {
        return start(options, viewer, "");
    }

    private static NginxServer start(StackOptions options, OhifViewer viewer, String viewerClient) {
        return start(options, viewer, viewerClient, "orthanc");
    }

    private static NginxServer start(
            StackOptions options, OhifViewer viewer, String viewerClient, String realm) {
        Path folder = Folders.emptied(options.folder().resolve("nginx"));
        Folders.created(options.logs());
        Path accessLog = options.logs().resolve("nginx-access.log");
        Path errorLog = options.logs().resolve("nginx-error.log");
        // nginx adds to what it finds; a reader wants this run's lines only.
        Folders.delete(accessLog);
        Folders.delete(errorLog);
        Ports ports = options.ports();
        Path templates = options.repository().resolve("docker/nginx");
        Map<String, String> values =
                Map.ofEntries(
                        entry("DICOM_ACCESS_LISTEN", "127.0.0.1:" + ports.gateway()),
                        entry("DICOM_ACCESS_ORIGIN", "http://localhost:" + ports.gateway()),
                        entry("DICOM_ACCESS_PATH", ""),
                        entry("DICOM_ACCESS_ENDPOINT", "/realms/" + realm + "/dicom-access"),
                        entry("DICOM_ACCESS_AUDIENCE", "orthanc"),
                        entry(
                                "DICOM_ACCESS_ISSUER",
                                options.publicRoot().resolve("realms/" + realm).toString()),
                        entry("DICOM_ACCESS_VIEWER", viewerClient),
                        entry("KEYCLOAK_ADDRESS", "127.0.0.1:" + ports.keycloak()),
                        entry("ORTHANC_ADDRESS", "127.0.0.1:" + ports.orthanc()),
                        entry("ORTHANC_API_KEY", ""),
                        entry("VIEWER_ROOT", viewer.root().toString()),
                        entry("NGINX_ACCESS_LOG", accessLog.toString()),
                        entry("NGINX_ERROR_LOG", errorLog.toString()));
        for (String file : List.of("dicom-access.conf", "dicom-access/keycloak.conf")) {
            new Template(templates.resolve("templates/" + file + ".template"))
                    .write(folder.resolve("conf.d/" + file), values);
        }
        Path main = folder.resolve("nginx.conf");
        new Template(templates.resolve("native/nginx.conf.template"))
                .write(main, Map.of("NGINX_FOLDER", folder.toString()));
        NativeProcess process =
                NativeProcess.start(
                        "nginx",
                        List.of(
                                DebianPackage.NGINX.file().toString(),
                                "-p",
                                folder.toString(),
                                "-e",
                                "stderr",
                                "-c",
                                main.toString()),
                        Map.of(),
                        options.logs().resolve("nginx.log"));
        URI root = URI.create("http://localhost:" + ports.gateway() + "/");
        Http http = new Http();
        process.awaitReady(() -> http.answers(root.resolve("ohif/refused.html")), PATIENCE);
        return new NginxServer(process, root, accessLog, errorLog);
    }

    /** What a browser or a DICOMweb client sees. */
    public URI root() {
        return root;
    }

    /** One line per request, without any query. */
    public Path accessLog() {
        return accessLog;
    }

    /** Empty as long as all is well. */
    public Path errorLog() {
        return errorLog;
    }

    @Override
    public void close() {
        process.close();
    }
}
