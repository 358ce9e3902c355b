package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks are answered from memory: Keycloak's own metrics count how often its database is asked.
 */
@ExtendWith(RunningStack.class)
class NoDatabaseIT {

    private static final int CHECKS = 1_000;

    /** What the server itself may do meanwhile, such as its timers. */
    private static final int SPARE = 50;

    private static final Pattern CONNECTIONS_TAKEN =
            Pattern.compile("(?m)^agroal_acquire_count_total\\{.*} ([0-9.E]+)$");

    @Test
    void a_thousand_checks_of_a_known_token_do_not_ask_the_database(Stack stack) {
        String token = stack.mintLink(SampleStudies.A).token();
        check(stack, token);
        double before = connectionsTaken(stack);
        assertThat(before).as("what starting the server took").isPositive();

        for (int i = 0; i < CHECKS; i++) {
            assertThat(check(stack, token)).isEqualTo(200);
        }

        assertThat(connectionsTaken(stack) - before).isLessThan(SPARE);
    }

    private static int check(Stack stack, String token) {
        return new RawCall("GET", "/realms/orthanc/dicom-access/check/orthanc")
                .bearer(token)
                .header("X-Original-Method", "GET")
                .header(
                        "X-Original-URI",
                        "/orthanc/dicom-web/studies/%s/series"
                                .formatted(SampleStudies.A.studyInstanceUid()))
                .send(stack.keycloak().root())
                .status();
    }

    private static double connectionsTaken(Stack stack) {
        URI management = URI.create("http://localhost:" + stack.options().ports().management());
        String metrics = new RawCall("GET", "/metrics").send(management).bodyText();
        Matcher taken = CONNECTIONS_TAKEN.matcher(metrics);
        assertThat(taken.find()).as(metrics).isTrue();
        return Double.parseDouble(taken.group(1));
    }
}
