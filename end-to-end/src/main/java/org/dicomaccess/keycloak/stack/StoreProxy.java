package org.dicomaccess.keycloak.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * nginx in front of a DICOMweb store that wants a token of its own: {@code
 * docker/store/dicom-store.conf.template}.
 */
public final class StoreProxy implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NativeProcess process;

    private StoreProxy(NativeProcess process) {
        this.process = process;
    }

    /**
     * Starts it on Orthanc's port.
     *
     * @param store without a path
     * @param token at the store
     */
    public static StoreProxy start(StackOptions options, URI store, String token) {
        Path folder = Folders.emptied(options.folder().resolve("store"));
        Path docker = options.repository().resolve("docker");
        Path tokenFile = folder.resolve("token.conf");
        try (NativeProcess script =
                NativeProcess.start(
                        "write-token",
                        List.of(
                                docker.resolve("store/write-token").toString(),
                                tokenFile.toString(),
                                "printf",
                                "%s",
                                token),
                        Map.of(),
                        options.logs().resolve("write-token.log"))) {
            script.awaitSuccess(PATIENCE);
        }
        new Template(docker.resolve("store/dicom-store.conf.template"))
                .write(
                        folder.resolve("conf.d/dicom-store.conf"),
                        Map.of(
                                "DICOM_STORE_LISTEN",
                                "127.0.0.1:" + options.ports().orthanc(),
                                "DICOM_STORE_ORIGIN",
                                store.toString(),
                                "DICOM_STORE_HOST",
                                store.getHost(),
                                "DICOM_STORE_TOKEN",
                                tokenFile.toString()));
        new Template(docker.resolve("nginx/native/nginx.conf.template"))
                .write(folder.resolve("nginx.conf"), Map.of("NGINX_FOLDER", folder.toString()));
        NativeProcess process =
                NginxProcess.start(
                        "nginx of the store",
                        folder,
                        options.ports().orthanc(),
                        options.logs().resolve("store.log"));
        return new StoreProxy(process);
    }

    @Override
    public void close() {
        process.close();
    }
}
