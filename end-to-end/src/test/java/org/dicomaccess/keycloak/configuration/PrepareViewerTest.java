package org.dicomaccess.keycloak.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docker/ohif/prepare-viewer.mjs} with a package that is a viewer only as far as the script
 * looks.
 */
class PrepareViewerTest {

    private static final Path SCRIPT_FOLDER = Path.of("../docker/ohif");
    private static final String NAME = "ohif-app-3.13.2.tgz";
    private static final String HASH = ".bundle.0123456789abcdef.js";

    @TempDir private Path folder;

    private Path script;
    private Path dist;
    private Path cache;
    private Path target;

    @BeforeEach
    void a_package_is_in_the_cache() throws Exception {
        script = Files.createDirectories(folder.resolve("ohif"));
        dist = Files.createDirectories(folder.resolve("package/dist"));
        cache = Files.createDirectories(folder.resolve("cache"));
        target = folder.resolve("served");
        try (Stream<Path> files = Files.list(SCRIPT_FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, script.resolve(file.getFileName()));
            }
        }
        writeDist();
        pack();
    }

    @Test
    void everything_begins_with_the_viewers_own_folder() throws Exception {
        assertThat(prepare(target.toString())).isEmpty();

        assertThatAllIsBelow("/ohif/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/imaging", "/a/b-c_d", "/app", "/assets", "/ohif"})
    void or_with_the_path_before_it(String path) throws Exception {
        assertThat(prepare("--path", path, target.toString())).isEmpty();

        assertThatAllIsBelow(path + "/ohif/");
    }

    @Test
    void no_file_is_left_that_asks_other_hosts() throws Exception {
        prepare(target.toString());

        try (Stream<Path> files = Files.walk(target)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("index.html", "app-config.js", "refused.html")
                    .doesNotContain("sw.js", "google.js", "model.onnx", "app.js.map");
        }
        assertThat(read("app-config.js"))
                .isEqualTo(Files.readString(script.resolve("app-config.js")));
    }

    @Test
    void a_viewer_that_is_up_to_date_is_left_alone() throws Exception {
        prepare("--path", "/imaging", target.toString());
        Files.writeString(target.resolve("ohif/mine.txt"), "still here");

        prepare("--path", "/imaging", target.toString());
        assertThat(target.resolve("ohif/mine.txt")).exists();

        prepare("--path", "/elsewhere", target.toString());
        assertThat(target.resolve("ohif/mine.txt")).doesNotExist();
        assertThatAllIsBelow("/elsewhere/ohif/");

        Files.writeString(script.resolve("app-config.js"), "// another\n");
        prepare("--path", "/elsewhere", target.toString());
        assertThat(read("app-config.js")).isEqualTo("// another\n");
    }

    @Test
    void another_build_of_the_viewer_is_refused_by_what_is_missing_in_it() throws Exception {
        prepare(target.toString());
        Files.writeString(dist.resolve("manifest.json"), "\"/assets/\"".repeat(8));
        pack();

        assertThat(prepare(target.toString()))
                .isEqualTo(
                        "prepare-viewer: \"\"/assets/\" was found 8 times and not 9: this is"
                                + " another build of the viewer\n");
        // What was served until now still is, whole.
        assertThatAllIsBelow("/ohif/");
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files).containsExactly(target.resolve("ohif"));
        }
    }

    @Test
    void a_package_that_is_not_the_one_named_is_refused_and_removed() throws Exception {
        Files.writeString(cache.resolve(NAME), "something else");

        assertThat(prepare(target.toString()))
                .startsWith("prepare-viewer: " + NAME + " is not the package viewer.json names");
        assertThat(cache.resolve(NAME)).doesNotExist();
        assertThat(target.resolve("ohif")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imaging",
                "/imaging/",
                "/",
                "/../x",
                "/a b",
                "/a.b",
                "//x",
                "/a\"b",
                "/a\n"
            })
    void a_path_that_is_none_is_refused(String path) throws Exception {
        assertThat(prepare("--path", path, target.toString()))
                .startsWith("prepare-viewer: the path \"" + path + "\" is not one like /imaging");
        assertThat(target).doesNotExist();
    }

    @Test
    void a_call_that_is_not_understood_is_told_how() throws Exception {
        for (List<String> call :
                List.of(
                        List.<String>of(),
                        List.of("--prefix", "/x", target.toString()),
                        List.of("one", "two"))) {
            assertThat(prepare(call.toArray(String[]::new)))
                    .startsWith("prepare-viewer: usage: prepare-viewer.mjs ");
        }
    }

    private void assertThatAllIsBelow(String base) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (String file :
                List.of("index.html", "manifest.json", "app.bundle.css", "refused.html")) {
            addresses.addAll(
                    Stream.of(read(file).split("[\"()']"))
                            .filter(text -> text.startsWith("/"))
                            .filter(text -> text.length() > 1)
                            .toList());
        }
        assertThat(addresses).hasSizeGreaterThan(50).allMatch(text -> text.startsWith(base));
        assertThat(read("1" + HASH)).isEqualTo("__webpack_require__.p = \"" + base + "\";");
        assertThat(read("app" + HASH)).contains("('" + base + "dicom-microscopy-viewer/");
        assertThat(read("index.html"))
                .contains("<script src=\"" + base + "deployment.js\"></script>")
                .contains("<script src=\"" + base + "viewer-start.js\"></script>")
                .doesNotContain("<script>");
    }

    private void writeDist() throws IOException {
        String publicPath = "__webpack_require__.p = \"/\";";
        for (int i = 1; i < 8; i++) {
            Files.writeString(dist.resolve(i + HASH), publicPath);
        }
        Files.writeString(
                dist.resolve("app" + HASH), publicPath + "load('/dicom-microscopy-viewer/x.js')");
        Files.writeString(dist.resolve("app.bundle.css"), "a{src:url(/f.woff2)}".repeat(5));
        Files.writeString(dist.resolve("manifest.json"), "\"/assets/i.png\"".repeat(9));
        Files.createDirectories(dist.resolve("assets"));
        Files.writeString(dist.resolve("assets/browserconfig.xml"), "\"/assets/i.png\"".repeat(8));
        Files.writeString(
                dist.resolve("index.html"),
                "<link href=\"/assets/i.png\">".repeat(28)
                        + "<meta content=\"/assets/i.png\">".repeat(2)
                        + "<script>console.time(\"scriptToView\"),window.PUBLIC_URL=\"/\"</script>"
                        + "<script>function browserImportFunction(n){return import(n)}"
                        + "window.PUBLIC_URL=\"/\"</script>"
                        + "<script rel=\"preload\" as=\"script\" type=\"module\""
                        + " src=\"/init-service-worker.js\"></script>"
                        + "<script src=\"/app-config.js\"></script>"
                        + "<script src=\"/app"
                        + HASH
                        + "\"></script>");
        for (String left : List.of("sw.js", "google.js", "app.js.map", "ort/model.onnx")) {
            Files.createDirectories(dist.resolve(left).getParent());
            Files.writeString(dist.resolve(left), "fetch('https://example.org')");
        }
    }

    private void pack() throws Exception {
        Path file = cache.resolve(NAME);
        run(List.of("tar", "-czf", file.toString(), "-C", folder.toString(), "package"));
        Files.writeString(
                script.resolve("viewer.json"),
                "{\"package\": \"@ohif/app\", \"version\": \"3.13.2\", \"integrity\": \"sha512-%s\"}"
                        .formatted(sha512(file)));
    }

    private static String sha512(Path file) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        return Base64.getEncoder().encodeToString(digest.digest(Files.readAllBytes(file)));
    }

    /** What it complained about; nothing when it worked. */
    private String prepare(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "node",
                        script.resolve("prepare-viewer.mjs").toString(),
                        "--cache",
                        cache.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(output.isEmpty() ? 0 : 1);
        return output;
    }

    private String read(String file) throws IOException {
        return Files.readString(target.resolve("ohif").resolve(file));
    }
}
