package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.SignIn;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Checks are answered from memory: Keycloak's own metrics count how often its database is asked.
 */
@ExtendWith(RunningStack.class)
@Isolated("it counts what the server does")
class NoDatabaseIT {

    private static final int CHECKS = 1_000;

    /**
     * What the server itself may do meanwhile, such as its timers, and the one question a second
     * which shares were ended. It is far from one for each check, or one for every tenth.
     */
    private static final int SPARE = 50;

    private static final Pattern CONNECTIONS_TAKEN =
            Pattern.compile("(?m)^agroal_acquire_count_total\\{.*} ([0-9.E]+)$");

    private Stack stack;

    @BeforeEach
    void the_servers_run(Stack running) {
        stack = running;
    }

    @Test
    void a_thousand_checks_of_a_known_token_do_not_ask_the_database() {
        assertThatChecksAskNoDatabase(stack.mintToken("viewer-instant-link", SampleStudies.A), 200);
    }

    @Test
    void a_thousand_checks_of_a_known_share_do_not_ask_the_database() {
        assertThatChecksAskNoDatabase(stack.mintLink(SampleStudies.A).token(), 200);
    }

    @Test
    void a_thousand_checks_of_a_known_user_do_not_ask_the_database() {
        assertThatChecksAskNoDatabase(new SignIn(stack.keycloak()).accessToken("doctor"), 200);
    }

    @Test
    void a_thousand_checks_of_somebody_who_was_given_a_study_do_not_ask_the_database() {
        stack.administrator()
                .send(
                        "POST",
                        "users",
                        """
                        {"username": "grantee", "enabled": true, "firstName": "Greta",
                         "lastName": "Grantee", "email": "grantee@orthanc.example",
                         "credentials": [{"type": "password", "value": "grantee"}]}
                        """);
        Sharer.signedIn(stack.keycloak(), "doctor")
                .give(
                        wish -> {
                            wish.putObject("recipient").put("username", "grantee");
                            return wish;
                        },
                        SampleStudies.A);

        assertThatChecksAskNoDatabase(new SignIn(stack.keycloak()).accessToken("grantee"), 200);
    }

    /** Whoever keeps asking with a token of no use must not keep the database busy. */
    @Test
    void a_thousand_checks_of_a_share_that_has_ended_do_not_ask_the_database() {
        String token = stack.mintLink(SampleStudies.D).token();
        stack.administrator().revokeAllOf(SampleStudies.D.studyInstanceUid());

        assertThatChecksAskNoDatabase(token, 401);
    }

    @Test
    void a_thousand_checks_of_somebody_who_has_signed_out_do_not_ask_the_database() {
        stack.administrator().create("leaver", "doctor");
        String token = new SignIn(stack.keycloak()).accessToken("leaver");
        stack.administrator().endSessionsOf("leaver");

        assertThatChecksAskNoDatabase(token, 401);
    }

    private void assertThatChecksAskNoDatabase(String token, int answer) {
        assertThat(check(token)).isEqualTo(answer);
        double before = connectionsTaken(stack);
        assertThat(before).as("what starting the server took").isPositive();

        for (int i = 0; i < CHECKS; i++) {
            assertThat(check(token)).isEqualTo(answer);
        }

        assertThat(connectionsTaken(stack) - before).isLessThan(SPARE);
    }

    private int check(String token) {
        return new DirectCheck(stack.keycloak(), SampleStudies.A).with(token).status();
    }

    private static double connectionsTaken(Stack stack) {
        URI management = URI.create("http://localhost:" + stack.options().ports().management());
        String metrics = new RawCall("GET", "/metrics").send(management).bodyText();
        Matcher taken = CONNECTIONS_TAKEN.matcher(metrics);
        assertThat(taken.find()).as(metrics).isTrue();
        return Double.parseDouble(taken.group(1));
    }
}
