package org.dicomaccess.keycloak.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx with the shipped gateway: {@code docker/nginx/templates/dicom-access.conf.template}. */
public final class NginxServer implements Part {

    private final NativeProcess process;
    private final URI root;
    private final int port;
    private final Path folder;
    private final Path accessLog;
    private final Path errorLog;

    private NginxServer(
            NativeProcess process, URI root, int port, Path folder, Path accessLog, Path errorLog) {
        this.process = process;
        this.root = root;
        this.port = port;
        this.folder = folder;
        this.accessLog = accessLog;
        this.errorLog = errorLog;
    }

    /** Starts the gateway in front of whatever listens on the ports of Keycloak and Orthanc. */
    public static NginxServer start(StackOptions options, OhifViewer viewer) {
        return start(options, viewer, GatewayOptions.usual());
    }

    /**
     * The same for another realm, whose resource server is called the same.
     *
     * @param keycloak as people reach it, with a slash at the end
     */
    public static NginxServer startForRealm(
            StackOptions options, OhifViewer viewer, String realm, URI keycloak) {
        return start(
                options,
                viewer,
                GatewayOptions.usual()
                        .with("DICOM_ACCESS_ENDPOINT", "/realms/" + realm + "/dicom-access")
                        .with(
                                "DICOM_ACCESS_ISSUER",
                                keycloak.resolve("realms/" + realm).toString()));
    }

    /** The same without a login: OHIF opens shares only. */
    public static NginxServer startForSharesOnly(StackOptions options, OhifViewer viewer) {
        return start(options, viewer, GatewayOptions.usual().with("DICOM_ACCESS_VIEWER", ""));
    }

    /** The same, told more. */
    public static NginxServer start(
            StackOptions options, OhifViewer viewer, GatewayOptions gateway) {
        Path folder = Folders.emptied(options.folder().resolve("nginx"));
        Folders.created(options.logs());
        Path accessLog = options.logs().resolve("nginx-access.log");
        Path errorLog = options.logs().resolve("nginx-error.log");
        // nginx adds to what it finds; a reader wants this run's lines only.
        Folders.delete(accessLog);
        Folders.delete(errorLog);
        Ports ports = options.ports();
        Map<String, String> values = GatewayVariables.usual(options, viewer);
        values.put("DICOM_ACCESS_LISTEN", "127.0.0.1:" + ports.gateway());
        values.put("NGINX_ACCESS_LOG", accessLog.toString());
        values.put("NGINX_ERROR_LOG", errorLog.toString());
        values.put("NGINX_CACHE", folder.resolve("cache").toString());
        values.put("NGINX_FOLDER", folder.toString());
        values.putAll(gateway.variables());
        Path templates = options.repository().resolve("docker/nginx");
        Path pieces = folder.resolve("conf.d");
        for (String file : gateway.templates()) {
            new Template(templates.resolve("templates/" + file + ".template"))
                    .write(pieces.resolve(file), values);
        }
        gateway.pieces().forEach((file, text) -> Folders.write(pieces.resolve(file), text));
        new Template(templates.resolve("native/nginx.conf.template"))
                .write(folder.resolve("nginx.conf"), values);
        NativeProcess process =
                NginxProcess.start(
                        "nginx", folder, ports.gateway(), options.logs().resolve("nginx.log"));
        URI root =
                URI.create(
                        values.get("DICOM_ACCESS_ORIGIN") + values.get("DICOM_ACCESS_PATH") + "/");
        return new NginxServer(process, root, ports.gateway(), folder, accessLog, errorLog);
    }

    /** What a browser or a DICOMweb client sees. */
    public URI root() {
        return root;
    }

    /** Where it listens, whatever people call it. */
    public URI onThisMachine() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Where it keeps the checks that Keycloak lets it keep. */
    public Path cache() {
        return folder.resolve("cache");
    }

    /** Where it would put what does not fit into memory: of requests, and of answers. */
    public List<Path> temporaryFolders() {
        return List.of(folder.resolve("body"), folder.resolve("proxy"));
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
