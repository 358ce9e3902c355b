package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.deployment.ComposeFile.Mounted;
import org.dicomaccess.keycloak.deployment.ComposeFile.Service;
import org.dicomaccess.keycloak.stack.DebianPackage;
import org.dicomaccess.keycloak.stack.Template;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gateway's configuration after a setup: the templates that Compose mounts, filled in with the
 * variables that it sets, as the container image does, and read by nginx.
 */
class GatewayConfigurationTest {

    private static final String TEMPLATES = "/etc/nginx/templates/";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://images.example.org, true, false",
        "https://192.168.3.4:8443/imaging, true, false",
        "https://[2001:db8::1]:8443/imaging, true, false",
        "http://localhost:8088, false, false",
        "http://[::1]:8088, false, false",
        "--override behind-proxy https://images.example.org, false, true",
        "--override sub-path https://www.example.org/imaging, false, true",
        "--override acme https://images.example.org, false, true"
    })
    void nginx_takes_it(String arguments, boolean endsTls, boolean behindProxy) throws IOException {
        Deployment deployment =
                Deployment.in(Files.createDirectory(folder.resolve("site"))).ready(arguments);
        Service gateway = deployment.configuration().service("gateway");
        Path nginx = Files.createDirectory(folder.resolve("nginx"));
        Map<String, String> values = onThisMachine(deployment, gateway.environment(), nginx);
        for (Mounted mounted : gateway.volumes()) {
            if (mounted.target().startsWith(TEMPLATES)) {
                fill(Path.of(mounted.source()), mounted.target(), nginx, values);
            }
        }
        new Template(deployment.docker().resolve("nginx/native/nginx.conf.template"))
                .write(nginx.resolve("nginx.conf"), Map.of("NGINX_FOLDER", nginx.toString()));

        Ran check =
                Ran.of(
                        nginx,
                        DebianPackage.NGINX.file().toString(),
                        "-T",
                        "-p",
                        nginx.toString(),
                        "-c",
                        nginx.resolve("nginx.conf").toString());

        assertThat(check.status()).as(check.complained()).isZero();
        assertThat(check.printed().contains("listen 8088 ssl http2;")).isEqualTo(endsTls);
        assertThat(check.printed().contains("ssl_certificate ")).isEqualTo(endsTls);
        assertThat(check.printed().contains("real_ip_header X-Forwarded-For;"))
                .isEqualTo(behindProxy);
        assertThat(check.printed().contains("listen [::]:8088 ssl http2;"))
                .isEqualTo(arguments.startsWith("https://["));
        assertThat(check.printed()).doesNotContain("${");
    }

    /** Names that only the networks of containers know, and files that only containers have. */
    private static Map<String, String> onThisMachine(
            Deployment deployment, Map<String, String> environment, Path nginx) {
        Map<String, String> values = new HashMap<>(environment);
        values.put("KEYCLOAK_ADDRESS", "127.0.0.1:8080");
        values.put("ORTHANC_ADDRESS", "127.0.0.1:8042");
        values.put("NGINX_ACCESS_LOG", nginx.resolve("access.log").toString());
        values.put("NGINX_ERROR_LOG", nginx.resolve("error.log").toString());
        values.put("NGINX_CACHE", nginx.resolve("cache").toString());
        values.replaceAll(
                (name, value) ->
                        value.replaceFirst("^/secrets(?=/)", deployment.secrets().toString()));
        return values;
    }

    private static void fill(Path source, String target, Path nginx, Map<String, String> values)
            throws IOException {
        List<Path> templates;
        try (Stream<Path> files = Files.walk(source)) {
            templates = files.filter(file -> file.toString().endsWith(".template")).toList();
        }
        for (Path template : templates) {
            String name = target.substring(TEMPLATES.length());
            if (!template.equals(source)) {
                name = name + "/" + source.relativize(template);
            }
            new Template(template)
                    .write(
                            nginx.resolve("conf.d").resolve(name.replaceFirst("\\.template$", "")),
                            values);
        }
    }
}
