package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.OrthancServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody who was given a link to one study sends whatever they like through the gateway to the
 * real Orthanc, and learns nothing of the other three.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsIT {

    private static final String TABLE = "hostile-requests.tsv";
    private static final String PUBLIC_ROOT = "/orthanc";

    private Stack stack;
    private String token;
    private String storedBefore;

    @BeforeAll
    void somebody_gets_a_link_to_one_study(Stack running) {
        stack = running;
        token = stack.mintLink(SampleStudies.A).token();
        storedBefore = stored();
    }

    @AfterAll
    void nothing_was_stored_changed_or_deleted() {
        assertThat(stored()).isEqualTo(storedBefore);
    }

    static List<List<String>> requests() {
        return RequestTable.read(TABLE);
    }

    @Test
    void the_table_has_at_least_150_requests() {
        assertThat(requests()).hasSizeGreaterThanOrEqualTo(150);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void no_byte_of_an_answer_tells_of_another_study(List<String> row) {
        String target = row.get(1).replaceAll("token=x(?=&|$)", "token=" + token);
        boolean twoTokens = target.contains("token=x");

        RawAnswer answer = new RawCall(row.get(0), target).bearer(token).send(stack.gatewayRoot());

        assertThat(OtherStudies.namedIn(answer.text())).as(row.get(3)).isEmpty();
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        // Keycloak is there for everybody, but the gateway opens nothing that it does not itself.
        boolean toKeycloak = target.startsWith("/realms/");
        if (toKeycloak) {
            RawAnswer behind =
                    new RawCall(row.get(0), target).bearer(token).send(stack.keycloak().root());
            assertThat(answer.status()).as(answer.text()).isEqualTo(behind.status());
            assertThat(answer.body()).isEqualTo(behind.body());
        }
        // Of an absolute address nginx passes on the path only.
        boolean toTheServer = target.startsWith("/") && !toKeycloak;
        if ((twoTokens || row.get(2).equals("refused")) && toTheServer) {
            assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(300);
        }
        // Orthanc does not answer HEAD.
        if (!twoTokens && row.get(2).equals("narrowed") && row.get(0).equals("GET")) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    @Test
    void the_same_requests_give_much_away_where_nobody_checks() {
        // One of its own, since some of these requests delete.
        StackOptions unchecked =
                StackOptions.ofBuild(RunningStack.module(), "unchecked").on(Ports.free());
        try (OrthancServer orthanc = OrthancServer.start(unchecked)) {
            orthanc.storeSamples();

            List<List<String>> leaking =
                    requests().stream()
                            .filter(row -> row.get(0).equals("GET"))
                            .filter(row -> row.get(1).startsWith(PUBLIC_ROOT + "/"))
                            .filter(row -> leaks(row, orthanc))
                            .toList();

            assertThat(leaking).hasSizeGreaterThan(50);
        }
    }

    private static boolean leaks(List<String> row, OrthancServer orthanc) {
        String target = row.get(1).substring(PUBLIC_ROOT.length());
        RawAnswer answer = new RawCall(row.get(0), target).send(orthanc.root());
        return answer.status() == 200 && !OtherStudies.namedIn(answer.text()).isEmpty();
    }

    /** Changes with every study, series and instance that comes or goes, and with their labels. */
    private String stored() {
        return new RawCall("GET", "/statistics").send(stack.orthanc().root()).bodyText()
                + new RawCall("GET", "/changes?last").send(stack.orthanc().root()).bodyText();
    }
}
