package org.dicomaccess.keycloak.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Debian's nginx with a configuration of ours. */
final class NginxProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private NginxProcess() {}

    /**
     * Starts it and waits until it listens, which it does as soon as it has understood all of its
     * configuration.
     *
     * @param name of this one among others
     * @param folder that holds {@code nginx.conf}
     * @param port where it is to listen
     * @param log what it has to say before it has read where else to say it
     */
    static NativeProcess start(String name, Path folder, int port, Path log) {
        NativeProcess process =
                NativeProcess.start(
                        name,
                        List.of(
                                DebianPackage.NGINX.file().toString(),
                                "-p",
                                folder.toString(),
                                "-e",
                                "stderr",
                                "-c",
                                folder.resolve("nginx.conf").toString()),
                        Map.of(),
                        log);
        process.awaitReady(() -> Ports.somebodyListens(port), PATIENCE);
        return process;
    }
}
