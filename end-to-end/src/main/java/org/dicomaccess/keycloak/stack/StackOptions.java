package org.dicomaccess.keycloak.stack;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a stack is made of and where it may write.
 *
 * @param repository the root of this project: {@code docker/} and {@code realm-export/} are read
 *     there
 * @param keycloakZip Keycloak's distribution as published
 * @param providers the folder of this project's jars for Keycloak: the extension and the themes
 * @param folder everything written while it runs; reused by the next start, then with empty
 *     databases
 * @param ports where the parts listen
 */
public record StackOptions(
        Path repository, Path keycloakZip, Path providers, Path folder, Ports ports) {

    public StackOptions {
        repository = repository.toAbsolutePath().normalize();
        keycloakZip = keycloakZip.toAbsolutePath().normalize();
        providers = providers.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * As the build lays things out.
     *
     * @param module the folder of the module {@code end-to-end}
     * @param name of the folder to write to, below the build output
     */
    public static StackOptions ofBuild(Path module, String name) {
        Path parts = module.resolve("target/parts");
        return new StackOptions(
                module.resolve(".."),
                parts.resolve("keycloak.zip"),
                parts.resolve("providers"),
                module.resolve("target").resolve(name),
                Ports.fixed());
    }

    /** The same on other ports. */
    public StackOptions on(Ports others) {
        return new StackOptions(repository, keycloakZip, providers, folder, others);
    }

    /** What a browser sees of all parts together, with a slash at the end: the gateway. */
    public URI publicRoot() {
        return URI.create("http://localhost:" + ports.gateway() + "/");
    }

    /** Where each part writes what it has to say. */
    public Path logs() {
        return folder.resolve("logs");
    }
}
