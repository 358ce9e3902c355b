package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/** Orthanc with its DICOMweb plugin, configured by {@code docker/orthanc/orthanc.json}. */
public final class OrthancServer implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final NativeProcess process;
    private final URI root;
    private final Http http = new Http();

    private OrthancServer(NativeProcess process, URI root) {
        this.process = process;
        this.root = root;
    }

    /** Starts an empty Orthanc and waits until it answers. */
    public static OrthancServer start(StackOptions options) {
        return start(
                options, options.repository().resolve("docker/orthanc/orthanc.json"), Map.of());
    }

    /**
     * The same with another configuration.
     *
     * @param configuration a file, or a folder whose JSON files make one configuration
     * @param environment for what the configuration takes from there, beside what {@code
     *     orthanc.json} does
     */
    public static OrthancServer start(
            StackOptions options, Path configuration, Map<String, String> environment) {
        Path folder = Folders.emptied(options.folder().resolve("orthanc"));
        Path storage = Folders.created(folder.resolve("storage"));
        Ports ports = options.ports();
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("ORTHANC_STORAGE", storage.toString());
        variables.put("ORTHANC_TEMPORARY", folder.toString());
        variables.put(
                "ORTHANC_DICOM_WEB_PLUGIN", DebianPackage.ORTHANC_DICOM_WEB.file().toString());
        variables.put("ORTHANC_HTTP_PORT", Integer.toString(ports.orthanc()));
        variables.put("ORTHANC_DICOM_PORT", Integer.toString(ports.orthancDicom()));
        variables.put("ORTHANC_REMOTE_ACCESS", "false");
        NativeProcess process =
                NativeProcess.start(
                        "Orthanc",
                        List.of(DebianPackage.ORTHANC.file().toString(), configuration.toString()),
                        variables,
                        options.logs().resolve("orthanc.log"));
        OrthancServer server =
                new OrthancServer(process, URI.create("http://127.0.0.1:" + ports.orthanc() + "/"));
        process.awaitReady(() -> server.http.answers(server.root.resolve("system")), PATIENCE);
        return server;
    }

    /** The REST API, as nobody but the gateway may see it. */
    public URI root() {
        return root;
    }

    /** Stores all four sample studies. */
    public void storeSamples() {
        SampleStudies.all().forEach(this::store);
    }

    /** Stores every image of a study. */
    public void store(SampleStudy study) {
        for (String file : study.files()) {
            http.send(
                    HttpRequest.newBuilder(root.resolve("instances"))
                            .header("Content-Type", "application/dicom")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(content(file)))
                            .build());
        }
    }

    private static byte[] content(String file) {
        try (InputStream sample =
                SampleStudies.class.getResourceAsStream(SampleStudies.FOLDER + file)) {
            if (sample == null) {
                throw new MissingPartException("The sample " + file + " is not on the class path");
            }
            return sample.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
