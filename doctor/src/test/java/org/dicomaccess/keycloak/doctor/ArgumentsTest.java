package org.dicomaccess.keycloak.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static final String STUDY =
            "25d6eb76-2a7c9bab-9ba8a0bc-575496ac-557f755e/1.2.826.0.1.3680043.10.1337.101";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-calls.csv", numLinesToSkip = 1, delimiter = ';')
    void a_call_that_cannot_be_meant_is_refused(String words, String why) {
        assertThatThrownBy(() -> arguments(words.isEmpty() ? new String[0] : words.split(" ")))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining(why);
    }

    @Test
    void an_address_is_enough() throws WrongCallException {
        Target target = arguments("https://images.example.org/imaging/").target();

        assertThat(target.gateway()).isEqualTo(URI.create("https://images.example.org/imaging"));
        assertThat(target.issuer()).isEqualTo("https://images.example.org/imaging/realms/orthanc");
        assertThat(target.client()).isEqualTo("orthanc");
        assertThat(target.isLocal()).isFalse();
        assertThat(target.secret()).isEmpty();
        assertThat(target.orthanc()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://IMAGES.example.org:443/Imaging/, https://images.example.org/Imaging",
        "http://localhost:80, http://localhost",
        "https://[2001:DB8:0:0::1], https://[2001:db8::1]",
        "https://[2001:db8:0:0:1:0:0:1]:8443/imaging, https://[2001:db8::1:0:0:1]:8443/imaging",
        "https://[2001:db8::10:1:1:1:1], https://[2001:db8:0:10:1:1:1:1]",
        "https://[2001:0:0:1:0:0:0:a0]:443, https://[2001:0:0:1::a0]",
        "https://[0:0:1:2:3:0:0:4], https://[::1:2:3:0:0:4]",
        "https://[2001:db8:0:0:0:0:0:0], https://[2001:db8::]",
        "http://[0:0:0:0:0:0:0:1]:8088, http://[::1]:8088",
        "https://[1:2:3:4:5:6:7:8], https://[1:2:3:4:5:6:7:8]"
    })
    void an_address_is_compared_as_browsers_and_keycloak_write_it(String typed, URI written)
            throws WrongCallException {
        assertThat(arguments(typed).target().gateway()).isEqualTo(written);
    }

    @Test
    void everything_can_be_said() throws WrongCallException, IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hidden\n");
        Arguments arguments =
                arguments(
                        "http://localhost:8088",
                        "--realm",
                        "hospital",
                        "--client",
                        "pacs",
                        "--secret-file",
                        secret.toString(),
                        "--keycloak",
                        "https://keycloak.example.org",
                        "--orthanc",
                        "http://orthanc:8042/",
                        "--study",
                        STUDY,
                        "--insecure",
                        "--json");

        Target target = arguments.target();
        assertThat(target.isLocal()).isTrue();
        assertThat(target.issuer()).isEqualTo("https://keycloak.example.org/realms/hospital");
        assertThat(target.client()).isEqualTo("pacs");
        assertThat(target.secret()).isPresent();
        assertThat(target.isBlind()).isTrue();
        assertThat(arguments.isJson()).isTrue();
        assertThat(target.orthanc().orElseThrow().at("/studies"))
                .isEqualTo(URI.create("http://orthanc:8042/studies"));
        assertThat(arguments.toString()).doesNotContain("hidden");
    }

    @Test
    void the_secret_comes_from_the_environment_too() throws WrongCallException {
        Arguments arguments =
                Arguments.of(
                        List.of("https://images.example.org"),
                        Map.of("DICOM_ACCESS_CLIENT_SECRET", "hidden"));

        assertThat(arguments.target().secret()).isPresent();
        assertThat(arguments.toString()).doesNotContain("hidden");
    }

    @Test
    void a_file_of_no_certificates_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "nothing");

        assertThatThrownBy(() -> arguments("https://images.example.org", "--ca", file.toString()))
                .isInstanceOf(WrongCallException.class)
                .hasMessageContaining("--ca");
    }

    private static Arguments arguments(String... words) throws WrongCallException {
        return Arguments.of(List.of(words), Map.of());
    }
}
