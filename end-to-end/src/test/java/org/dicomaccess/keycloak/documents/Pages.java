package org.dicomaccess.keycloak.documents;

import java.nio.file.Path;
import java.util.List;

/** The pages of this project, for tests. */
public final class Pages {

    private Pages() {}

    /** The root of this project. */
    public static Path repository() {
        return Path.of(System.getProperty("stack.module", ".")).resolve("..").normalize();
    }

    /** README.md, and then the pages below {@code docs/} by name. */
    public static List<Page> all() {
        return Page.all(repository());
    }
}
