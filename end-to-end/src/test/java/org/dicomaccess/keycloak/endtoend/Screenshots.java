package org.dicomaccess.keycloak.endtoend;

import java.nio.file.Path;

/** Where pictures of the pages land: {@code target/screenshots}. */
final class Screenshots {

    private Screenshots() {}

    /** A file for the picture of this name. */
    static Path named(String name) {
        return RunningStack.module().resolve("target/screenshots/" + name + ".png");
    }
}
