package org.dicomaccess.keycloak.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What starting a part needs done to folders. */
final class Folders {

    private Folders() {}

    /** An empty folder, whatever was there before. */
    static Path emptied(Path folder) {
        delete(folder);
        return created(folder);
    }

    static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    static void createParentOf(Path file) {
        Path parent = file.getParent();
        if (parent != null) {
            created(parent);
        }
    }

    static void write(Path file, String text) {
        createParentOf(file);
        try {
            Files.writeString(file, text);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /**
     * Unpacks a zip file without the one folder that everything in it lies in. Shell scripts in it
     * can be run.
     */
    static void unpack(Path zip, Path target) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(zip));
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                write(entry, entries, target);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot unpack " + zip, unusable);
        }
    }

    private static void write(ZipEntry entry, InputStream content, Path target) throws IOException {
        Path name = Path.of(entry.getName());
        if (entry.isDirectory() || name.getNameCount() < 2) {
            return;
        }
        Path file = target.resolve(name.subpath(1, name.getNameCount())).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("An entry outside the archive's own folder: " + name);
        }
        createParentOf(file);
        Files.copy(content, file);
        if (name.toString().endsWith(".sh") && !file.toFile().setExecutable(true)) {
            throw new IOException("Cannot be made executable: " + file);
        }
    }
}
