package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A second nginx beside a running stack's, with something changed in its configuration. */
public final class AlteredGateway implements AutoCloseable {

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
        copy(
                original,
                folder,
                (file, text) -> {
                    if (file.endsWith("conf.d/dicom-access.conf")) {
                        String changed = change.apply(text);
                        if (changed.equals(text)) {
                            throw new IllegalArgumentException("Nothing was changed");
                        }
                        return changed.replaceAll(
                                "listen +127\\.0\\.0\\.1:\\d+", "listen 127.0.0.1:" + port);
                    }
                    return text;
                });
        NativeProcess process =
                NginxProcess.start(
                        "nginx-altered", folder, port, options.logs().resolve("nginx-altered.log"));
        URI root = URI.create("http://localhost:" + port + "/");
        return new AlteredGateway(process, root);
    }

    /** Configuration only: everything that ends so. */
    private static void copy(Path original, Path folder, BiFunction<Path, String, String> change) {
        try (Stream<Path> below = Files.walk(original)) {
            for (Path file : below.filter(path -> path.toString().endsWith(".conf")).toList()) {
                String text =
                        change.apply(file, Files.readString(file))
                                .replace(original + "/", folder + "/")
                                .replace("/nginx-access.log", "/nginx-altered-access.log")
                                .replace("/nginx-error.log", "/nginx-altered-error.log");
                Path target = folder.resolve(original.relativize(file));
                Folders.createParentOf(target);
                Files.writeString(target, text);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    public URI root() {
        return root;
    }

    @Override
    public void close() {
        process.close();
    }
}
