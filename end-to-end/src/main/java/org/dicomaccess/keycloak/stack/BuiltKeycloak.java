package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keycloak unpacked and built for its providers and its kind of database, to be copied by every
 * server that needs the same. Keycloak builds itself at its first start, which takes longer than
 * the rest of it. Servers that start at the same time take turns at the folder.
 */
final class BuiltKeycloak {

    /** Of all settings, the one that Keycloak builds itself anew for. */
    private static final String BUILT_IN = "--db=";

    /** What was stored by one server is not for another. */
    private static final String DATA = "data";

    private final Path zip;
    private final Path folder;
    private final String contents;

    private BuiltKeycloak(Path zip, Path folder, String contents) {
        this.zip = zip;
        this.folder = folder;
        this.contents = contents;
    }

    /** The one for these jars and settings, beside the distribution; there may be none yet. */
    static BuiltKeycloak of(Path zip, List<Path> jars, List<String> settings) {
        String database =
                settings.stream()
                        .filter(setting -> setting.startsWith(BUILT_IN))
                        .findFirst()
                        .orElse(BUILT_IN + "dev-file");
        String files =
                Stream.concat(Stream.of(zip), jars.stream())
                        .map(BuiltKeycloak::described)
                        .collect(Collectors.joining("\n"));
        String contents = database + "\n" + files;
        Path folder = zip.resolveSibling("built").resolve(Integer.toHexString(contents.hashCode()));
        return new BuiltKeycloak(zip, folder, contents);
    }

    private static String described(Path file) {
        try {
            return "%s %d %s"
                    .formatted(
                            file.getFileName(), Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Puts it into a folder, unless it is there; unpacks Keycloak when none was built yet. */
    void putInto(Path home) {
        synchronized (BuiltKeycloak.class) {
            putAloneInto(home);
        }
    }

    private void putAloneInto(Path home) {
        Path stamp = stamp(home);
        try {
            if (Files.exists(stamp) && Files.readString(stamp).equals(contents)) {
                return;
            }
            Folders.emptied(home);
            if (Files.exists(stamp(folder))) {
                copy(folder, home);
            } else {
                Folders.unpack(zip, home);
                Files.writeString(stamp, contents);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot prepare Keycloak from " + zip, unusable);
        }
    }

    /** Keeps what a server has built, once it has started; what it stores is left out. */
    void keep(Path home) {
        synchronized (BuiltKeycloak.class) {
            keepAlone(home);
        }
    }

    private void keepAlone(Path home) {
        if (Files.exists(stamp(folder))) {
            return;
        }
        try {
            Path copied = folder.resolveSibling(folder.getFileName() + ".copied");
            copy(home, Folders.emptied(copied));
            Folders.delete(folder);
            Files.move(copied, folder);
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot keep " + home, unusable);
        }
    }

    private static Path stamp(Path home) {
        return home.resolve("unpacked");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.skip(1).toList()) {
                Path name = from.relativize(file);
                if (!name.startsWith(DATA)) {
                    Files.copy(file, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
