package org.dicomaccess.keycloak.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The published viewer, made ready for {@code ohif/} by {@code docker/ohif/prepare-viewer.mjs}. */
public final class OhifViewer {

    /** Covers fetching fifty megabytes the first time. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path root;

    private OhifViewer(Path root) {
        this.root = root;
    }

    /** Fetches the viewer unless that was done before, and prepares it unless it is up to date. */
    public static OhifViewer prepare(StackOptions options) {
        return prepare(options, "");
    }

    /**
     * The same for a gateway where everything lives below a path.
     *
     * <p>One at a time, since all that start at the same time share what was fetched.
     *
     * @param path such as {@code /imaging}; empty for none
     */
    public static synchronized OhifViewer prepare(StackOptions options, String path) {
        Path root = Folders.created(options.folder().resolve("viewer" + path.replace('/', '-')));
        Path ready = root.resolve("ohif/.prepared");
        Path log = options.logs().resolve("prepare-viewer.log");
        DebianPackage.NPM.file();
        try (NativeProcess script =
                NativeProcess.start(
                        "prepare-viewer",
                        List.of(
                                DebianPackage.NODE.file().toString(),
                                options.repository()
                                        .resolve("docker/ohif/prepare-viewer.mjs")
                                        .toString(),
                                "--path",
                                path,
                                root.toString()),
                        Map.of(),
                        log)) {
            script.awaitSuccess(PATIENCE);
        }
        if (!Files.exists(ready)) {
            throw new StackException("The viewer was not prepared; see " + log);
        }
        return new OhifViewer(root);
    }

    /** The folder that holds {@code ohif/}. */
    public Path root() {
        return root;
    }
}
