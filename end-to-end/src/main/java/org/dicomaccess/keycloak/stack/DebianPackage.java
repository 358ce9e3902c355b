package org.dicomaccess.keycloak.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this machine's distribution has to bring. */
public enum DebianPackage {
    ORTHANC("orthanc", "/usr/sbin/Orthanc"),
    ORTHANC_DICOM_WEB("orthanc-dicomweb", "/usr/share/orthanc/plugins/libOrthancDicomWeb.so"),
    NGINX("nginx", "/usr/sbin/nginx"),
    CADDY("caddy", "/usr/bin/caddy"),
    CHROMIUM("chromium", "/usr/bin/chromium"),
    NODE("nodejs", "/usr/bin/node"),
    NPM("npm", "/usr/bin/npm"),
    DOCKER_COMPOSE("docker-compose", "/usr/bin/docker-compose"),
    OPENSSL("openssl", "/usr/bin/openssl"),
    SHELLCHECK("shellcheck", "/usr/bin/shellcheck"),
    CURL("curl", "/usr/bin/curl"),
    JQ("jq", "/usr/bin/jq"),
    GETTEXT("gettext-base", "/usr/bin/envsubst"),
    /** Known by what comes with it: its own programs lie in a folder named by its version. */
    POSTGRESQL("postgresql", "/usr/bin/pg_ctlcluster");

    private final String packageName;
    private final Path file;

    DebianPackage(String packageName, String file) {
        this.packageName = packageName;
        this.file = Path.of(file);
    }

    /** The name to install it by. */
    public String packageName() {
        return packageName;
    }

    /**
     * The file this project needs from it: where Debian puts it, or of the same name on the search
     * path.
     *
     * @throws MissingPartException when it is not installed
     */
    public Path file() {
        return candidates()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new MissingPartException(instructionFor(List.of(this))));
    }

    /**
     * Asks for all at once, so that one installation is enough.
     *
     * @throws MissingPartException when one of them is not installed, naming all that are not
     */
    public static void requireAll(List<DebianPackage> needed) {
        List<DebianPackage> missing = needed.stream().filter(each -> !each.isThere()).toList();
        if (!missing.isEmpty()) {
            throw new MissingPartException(instructionFor(missing));
        }
    }

    private boolean isThere() {
        return candidates().anyMatch(Files::isRegularFile);
    }

    private Stream<Path> candidates() {
        Stream<Path> onSearchPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder).resolve(file.getFileName()));
        return Stream.concat(Stream.of(file), onSearchPath);
    }

    private static String instructionFor(List<DebianPackage> missing) {
        List<String> names = missing.stream().map(DebianPackage::packageName).toList();
        return "Not installed: %s. On Debian: apt-get install %s"
                .formatted(String.join(", ", names), String.join(" ", names));
    }
}
