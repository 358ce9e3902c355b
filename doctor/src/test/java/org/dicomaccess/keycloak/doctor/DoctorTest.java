package org.dicomaccess.keycloak.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Trouble;
import org.dicomaccess.keycloak.doctor.finding.Verdict;
import org.junit.jupiter.api.Test;

/** The command as it is called. */
class DoctorTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @Test
    void a_wrong_call_ends_with_2_and_says_how_to_call_it() {
        assertThat(run("--wrong")).isEqualTo(2);

        assertThat(error.toString(UTF_8))
                .contains("There is no option --wrong", "usage: java -jar");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void help_is_no_wrong_call() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(UTF_8)).startsWith("usage: java -jar");
    }

    @Test
    void something_wrong_ends_with_1_and_says_what_once() throws IOException {
        String address = nobody();

        assertThat(run(address)).isEqualTo(1);

        assertThat(out.toString(UTF_8))
                .contains(
                        "wrong         gateway",
                        "Nobody answers at " + address,
                        "-> Start the server",
                        "0 warnings, 1 wrong",
                        " more\n")
                .containsOnlyOnce("Nobody answers");
    }

    @Test
    void programs_get_the_same_as_json() throws IOException {
        String address = nobody();

        assertThat(run(address, "--json")).isEqualTo(1);

        Map<String, Object> report = JSON.std.mapFrom(out.toString(UTF_8));
        assertThat(report)
                .containsEntry("address", address)
                .containsEntry("realm", "orthanc")
                .containsEntry("healthy", false);
        assertThat(report.get("counts").toString()).contains("wrong=1");
        assertThat((List<?>) report.get("examinations"))
                .anySatisfy(
                        examination ->
                                assertThat(examination.toString())
                                        .contains(
                                                "name=gateway",
                                                "verdict=wrong",
                                                "what=Nobody answers",
                                                "mend=Start the server"));
    }

    @Test
    void what_servers_say_does_not_reach_the_terminal_as_it_is() {
        Report report = new TextReport(new PrintStream(out, true, UTF_8));

        report.add(
                new Finding(
                        "gateway",
                        "",
                        List.of(new Trouble(Verdict.WRONG, "It says \u001b[2J.", "Mend it."))));

        assertThat(out.toString(UTF_8)).contains("It says ?[2J.");
    }

    private int run(String... words) {
        return new Doctor(new PrintStream(out, true, UTF_8), new PrintStream(error, true, UTF_8))
                .run(List.of(words), Map.of());
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://localhost:" + socket.getLocalPort();
        }
    }
}
