package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.stack.DebianPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docker/setup}, run as a site runs it. */
class SetupTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "https://images.example.org";

    @TempDir private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "addresses.csv", numLinesToSkip = 1)
    void an_address_becomes_an_origin_and_a_path(
            String arguments, String origin, String path, String files) {
        Deployment deployment = Deployment.in(folder).ready(arguments);
        Map<String, String> variables = deployment.variables();

        assertThat(variables).containsEntry("DICOM_ACCESS_ORIGIN", origin);
        assertThat(variables).containsEntry("DICOM_ACCESS_PATH", path == null ? "" : path);
        assertThat(variables).containsEntry("COMPOSE_FILE", files);
        ComposeFile file = deployment.configuration();
        String root = origin + (path == null ? "" : path);
        assertThat(file.service("keycloak").environment()).containsEntry("KC_HOSTNAME", root);
        assertThat(file.service("gateway").environment())
                .containsEntry("DICOM_ACCESS_ISSUER", root + "/realms/orthanc");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "refused-setups.csv", numLinesToSkip = 1)
    void what_cannot_work_is_refused_in_words_and_nothing_is_written(
            String arguments, String words) {
        Deployment deployment = Deployment.in(folder);

        Ran setup = deployment.setup(arguments == null ? "" : arguments);

        assertThat(setup.status()).isEqualTo(2);
        assertThat(setup.printed()).isEmpty();
        assertThat(setup.complained()).contains(words);
        assertThat(deployment.environmentFile()).doesNotExist();
        assertThat(deployment.secrets()).doesNotExist();
    }

    @Test
    void a_line_break_does_not_become_another_setting() {
        Deployment deployment = Deployment.in(folder);

        Ran setup = deployment.setup("--publish 443\nCOMPOSE_FILE=other.yaml " + ADDRESS);

        assertThat(setup.status()).isEqualTo(2);
        assertThat(setup.complained()).contains("control character");
        assertThat(deployment.environmentFile()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "https://images.example.org, -verify_hostname, images.example.org",
        "https://localhost:8443, -verify_hostname, localhost",
        "https://192.168.3.4/imaging, -verify_ip, 192.168.3.4",
        "https://[2001:DB8::1]:8443, -verify_ip, 2001:db8::1"
    })
    void the_certificate_is_for_the_address(String address, String check, String name) {
        Deployment deployment = Deployment.in(folder).ready(address);
        String certificate = deployment.secrets().resolve("certificate.pem").toString();

        Ran verified =
                openssl(
                        "verify",
                        "-CAfile",
                        certificate,
                        "-purpose",
                        "sslserver",
                        check,
                        name,
                        certificate);

        assertThat(verified.printed()).contains("OK");
        assertThat(
                        openssl(
                                        "verify",
                                        "-CAfile",
                                        certificate,
                                        "-verify_hostname",
                                        "other.example",
                                        certificate)
                                .status())
                .isNotZero();
    }

    @Test
    void the_certificates_fingerprint_is_said() throws Exception {
        Deployment deployment = Deployment.in(folder);

        String said = deployment.setup(ADDRESS).successfully();

        String fingerprint =
                openssl(
                                "x509",
                                "-in",
                                deployment.secrets().resolve("certificate.pem").toString(),
                                "-noout",
                                "-fingerprint",
                                "-sha256")
                        .successfully()
                        .replaceFirst("^.*=", "")
                        .strip();
        assertThat(said).contains("self-signed").contains(fingerprint);
    }

    @Test
    void on_localhost_and_behind_a_proxy_there_is_no_certificate() {
        for (String arguments :
                List.of("http://localhost:8088", "--override behind-proxy " + ADDRESS)) {
            Deployment deployment = Deployment.in(emptied()).ready(arguments);

            assertThat(deployment.secrets().resolve("certificate.pem")).doesNotExist();
            assertThat(deployment.configuration().service("gateway").environment())
                    .containsEntry("DICOM_ACCESS_LISTEN", "8088");
        }
    }

    @Test
    void nobody_else_reads_what_it_writes() throws IOException {
        Deployment deployment = Deployment.in(folder).ready(ADDRESS);

        assertThat(mode(deployment.environmentFile())).isEqualTo("rw-------");
        assertThat(mode(deployment.secrets())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(deployment.secrets())) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(8)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void two_sites_have_no_secret_in_common() {
        Map<String, String> one = secrets(Deployment.in(folder).ready(ADDRESS));
        Map<String, String> other = secrets(Deployment.in(emptied()).ready(ADDRESS));

        assertThat(one.keySet()).isEqualTo(other.keySet()).hasSize(5);
        one.forEach((name, value) -> assertThat(other.get(name)).as(name).isNotEqualTo(value));
    }

    @Test
    void it_says_where_people_go_and_where_the_first_passwords_are() {
        Deployment deployment = Deployment.in(folder);

        String said =
                deployment
                        .setup("--with explorer --with mail https://www.example.org/imaging")
                        .successfully();

        assertThat(said)
                .contains(
                        "https://www.example.org/imaging/",
                        "https://www.example.org/imaging/admin/",
                        "https://www.example.org/imaging/realms/orthanc/dicom-access/pages/shares",
                        "https://www.example.org/imaging/explorer/",
                        "http://127.0.0.1:8025/",
                        "docker compose up");
        for (String name :
                List.of("keycloak-admin-password", "password-admin", "password-doctor")) {
            assertThat(said).contains(name);
            assertThat(said).doesNotContain(deployment.secret(name));
            assertThat(deployment.secret(name)).hasSizeGreaterThan(20);
        }
    }

    @Test
    void the_realm_has_what_the_servers_are_told() throws IOException {
        Deployment deployment =
                Deployment.in(folder)
                        .ready("--with stone --with mail https://www.example.org/imaging");
        JsonNode realm = realm(deployment);
        JsonNode client = client(realm, "orthanc");
        Map<String, String> variables = deployment.variables();

        assertThat(client.path("secret").asText())
                .isEqualTo(variables.get("DICOM_ACCESS_CLIENT_SECRET"));
        assertThat(attribute(client, "dicom-access.dicom-web.url"))
                .isEqualTo("http://orthanc:8042/dicom-web");
        assertThat(attribute(client, "dicom-access.dicom-web.public"))
                .isEqualTo("/imaging/orthanc/dicom-web");
        // The plugin behind the gateway sees labels.
        assertThat(attribute(client, "dicom-access.labels-decided-behind")).isEqualTo("true");
        assertThat(attribute(client, "dicom-access.viewer.stone"))
                .isEqualTo("https://www.example.org/imaging/stone-webviewer/");
        assertThat(realm.at("/smtpServer/host").asText()).isEqualTo("mail");
        assertThat(client(realm, "orthanc-explorer-2").at("/redirectUris/0").asText())
                .isEqualTo("https://www.example.org/imaging/explorer/ui/app/*");
        String user =
                new String(
                        Base64.getUrlDecoder()
                                .decode(variables.get("ORTHANC_API_KEY").split("\\.")[1]),
                        StandardCharsets.UTF_8);
        assertThat(realm.at("/users/0/id").asText()).isEqualTo(user);
    }

    @Test
    void a_realm_at_an_ipv6_address_sends_people_there() throws IOException {
        JsonNode realm =
                realm(Deployment.in(folder).ready("--with stone https://[2001:DB8:0::1]:8443"));

        assertThat(client(realm, "ohif").at("/redirectUris/0").asText())
                .isEqualTo("https://[2001:db8::1]:8443/ohif/callback");
        assertThat(attribute(client(realm, "orthanc"), "dicom-access.viewer.stone"))
                .isEqualTo("https://[2001:db8::1]:8443/stone-webviewer/");
    }

    @Test
    void without_stone_nobody_is_offered_it() throws IOException {
        JsonNode realm = realm(Deployment.in(folder).ready(ADDRESS));

        assertThat(attribute(client(realm, "orthanc"), "dicom-access.viewer.stone")).isEmpty();
        assertThat(realm.has("smtpServer")).isFalse();
    }

    @Test
    void run_again_it_keeps_secrets_and_changes_the_address() throws Exception {
        Deployment deployment = Deployment.in(folder).ready(ADDRESS);
        Map<String, String> before = secrets(deployment);
        String password = deployment.secret("password-doctor");

        String said = deployment.setup("https://192.168.3.4:8443/imaging").successfully();

        assertThat(secrets(deployment)).isEqualTo(before);
        assertThat(deployment.secret("password-doctor")).isEqualTo(password);
        assertThat(deployment.variables())
                .containsEntry("DICOM_ACCESS_ORIGIN", "https://192.168.3.4:8443");
        assertThat(certificate(deployment).getSubjectAlternativeNames())
                .containsExactly(List.of(7, "192.168.3.4"));
        assertThat(said).contains("It was " + ADDRESS + " before", "docker/readdress");
    }

    @Test
    void run_again_for_the_same_address_it_changes_nothing() throws Exception {
        Deployment deployment = Deployment.in(folder).ready(ADDRESS);
        X509Certificate before = certificate(deployment);
        String environment = Deployment.read(deployment.environmentFile());

        String said = deployment.setup(ADDRESS).successfully();

        assertThat(certificate(deployment)).isEqualTo(before);
        assertThat(Deployment.read(deployment.environmentFile())).isEqualTo(environment);
        assertThat(said).doesNotContain("It was");
    }

    @Test
    void secrets_that_got_lost_are_not_made_anew_behind_an_environment_that_is_there()
            throws IOException {
        Deployment deployment = Deployment.in(folder).ready(ADDRESS);
        String environment = Deployment.read(deployment.environmentFile());
        Files.delete(deployment.secrets().resolve("orthanc-database-password"));

        Ran setup = deployment.setup(ADDRESS);

        assertThat(setup.status()).isEqualTo(2);
        assertThat(setup.complained()).contains("docker/secrets/orthanc-database-password");
        assertThat(Deployment.read(deployment.environmentFile())).isEqualTo(environment);
        assertThat(deployment.secrets().resolve("orthanc-database-password")).doesNotExist();
    }

    @Test
    void a_certificate_of_ones_own_stays_where_it_is() throws IOException {
        Path own = ownCertificate("own", "images.example.org", "1");
        Deployment deployment =
                Deployment.in(emptied())
                        .ready(
                                "--certificate %s/c.pem --key %s/k.pem %s"
                                        .formatted(own, own, ADDRESS));

        assertThat(deployment.secrets().resolve("certificate.pem")).doesNotExist();
        assertThat(deployment.variables().get("COMPOSE_FILE"))
                .isEqualTo("compose.yaml:overrides/own-certificate.yaml");
        assertThat(deployment.configuration().service("hand-over").volumes())
                .anyMatch(mounted -> mounted.source().equals(own + "/c.pem"))
                .anyMatch(mounted -> mounted.source().equals(own + "/k.pem"));
    }

    @ParameterizedTest
    @CsvSource({
        "other.example.org, 1, own/k.pem, is not for images.example.org",
        "images.example.org, 1, other/k.pem, is not the key of",
        "images.example.org, 1, own/c.pem, is not the key of",
        "images.example.org, 1, own/none.pem, cannot be read"
    })
    void a_certificate_that_does_not_fit_is_refused(
            String name, String days, String key, String words) throws IOException {
        Path own = ownCertificate("own", name, days);
        ownCertificate("other", name, days);
        Deployment deployment = Deployment.in(emptied());

        Ran setup =
                deployment.setup(
                        "--certificate %s/c.pem --key %s %s"
                                .formatted(own, own.resolveSibling(key), ADDRESS));

        assertThat(setup.status()).isEqualTo(2);
        assertThat(setup.complained()).contains(words);
        assertThat(deployment.environmentFile()).doesNotExist();
    }

    @Test
    void a_certificate_that_somebody_else_put_there_is_kept() throws Exception {
        Path own = ownCertificate("own", "images.example.org", "90");
        Deployment deployment = Deployment.in(emptied()).ready(ADDRESS);
        Files.copy(
                own.resolve("c.pem"),
                deployment.secrets().resolve("certificate.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                own.resolve("k.pem"),
                deployment.secrets().resolve("key.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        X509Certificate before = certificate(deployment);

        String said = deployment.setup(ADDRESS).successfully();

        assertThat(certificate(deployment)).isEqualTo(before);
        assertThat(said).doesNotContain("self-signed");
        assertThat(deployment.setup("https://other.example.org").complained())
                .contains("is not for other.example.org");
    }

    @Test
    void help_is_what_its_head_says() {
        assertThat(Deployment.in(folder).setup("--help").successfully())
                .startsWith("Makes docker/compose.yaml ready to start")
                .contains("--certificate FILE --key FILE")
                .doesNotContain("set -eu");
    }

    private Path emptied() {
        try {
            return Files.createTempDirectory(folder, "site");
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private Path ownCertificate(String name, String host, String days) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        openssl(
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        days,
                        "-subj",
                        "/CN=" + host,
                        "-addext",
                        "subjectAltName=DNS:" + host,
                        "-keyout",
                        own.resolve("k.pem").toString(),
                        "-out",
                        own.resolve("c.pem").toString())
                .successfully();
        return own;
    }

    private Ran openssl(String... arguments) {
        return Ran.of(
                folder,
                Stream.concat(
                                Stream.of(DebianPackage.OPENSSL.file().toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static X509Certificate certificate(Deployment deployment)
            throws IOException, CertificateException {
        byte[] bytes = Files.readAllBytes(deployment.secrets().resolve("certificate.pem"));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(bytes));
    }

    private static Map<String, String> secrets(Deployment deployment) {
        Map<String, String> secrets = new TreeMap<>(deployment.variables());
        secrets.keySet().removeIf(name -> !name.matches(".*(PASSWORD|SECRET|API_KEY)"));
        return secrets;
    }

    private static JsonNode realm(Deployment deployment) throws IOException {
        return JSON.readTree(deployment.secrets().resolve("orthanc-realm.json").toFile());
    }

    private static JsonNode client(JsonNode realm, String id) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(id)) {
                return client;
            }
        }
        throw new AssertionError("no client " + id);
    }

    private static String attribute(JsonNode client, String name) {
        return client.path("attributes").path(name).asText();
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
