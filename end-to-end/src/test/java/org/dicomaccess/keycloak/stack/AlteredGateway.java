package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A second nginx beside a running stack's, with something changed in its configuration. */
public final class AlteredGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NativeProcess process;
    private final URI root;

    private AlteredGateway(NativeProcess process, URI root) {
        this.process = process;
        this.root = root;
    }

    /**
     * Starts it.
     *
     * @param change of {@code dicom-access.conf}, as it was filled in for the running one
     */
    public static AlteredGateway start(Stack stack, UnaryOperator<String> change) {
        StackOptions options = stack.options();
        Path original = options.folder().resolve("nginx");
        Path folder = Folders.emptied(options.folder().resolve("nginx-altered"));
        int port = Ports.anyFree();
        try {
            Folders.created(folder.resolve("conf.d/dicom-access"));
            copy(original, folder, "conf.d/dicom-access/keycloak.conf", text -> text);
            copy(
                    original,
                    folder,
                    "conf.d/dicom-access.conf",
                    text -> {
                        String changed = change.apply(text);
                        if (changed.equals(text)) {
                            throw new IllegalArgumentException("Nothing was changed");
                        }
                        return changed.replaceAll(
                                "listen +127\\.0\\.0\\.1:\\d+", "listen 127.0.0.1:" + port);
                    });
            copy(
                    original,
                    folder,
                    "nginx.conf",
                    text -> text.replace(original.toString(), folder.toString()));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        NativeProcess process =
                NativeProcess.start(
                        "nginx-altered",
                        List.of(
                                DebianPackage.NGINX.file().toString(),
                                "-p",
                                folder.toString(),
                                "-e",
                                "stderr",
                                "-c",
                                folder.resolve("nginx.conf").toString()),
                        Map.of(),
                        options.logs().resolve("nginx-altered.log"));
        URI root = URI.create("http://localhost:" + port + "/");
        Http http = new Http();
        process.awaitReady(() -> http.answers(root.resolve("ohif/refused.html")), PATIENCE);
        return new AlteredGateway(process, root);
    }

    private static void copy(Path from, Path to, String file, UnaryOperator<String> change)
            throws IOException {
        Files.writeString(to.resolve(file), change.apply(Files.readString(from.resolve(file))));
    }

    public URI root() {
        return root;
    }

    @Override
    public void close() {
        process.close();
    }
}
