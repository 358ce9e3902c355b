package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What nginx is asked, asked through another gateway in front of the same Keycloak and the same
 * Orthanc.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatewayTables {

    private Stack stack;
    private Map<String, String> tokens;
    private String shareOfA;

    @BeforeAll
    final void somebody_gets_a_link_to_one_study(Stack running) {
        stack = running;
        shareOfA = stack.mintLink(SampleStudies.A).token();
        tokens =
                Map.of(
                        "read", stack.mintToken("viewer-instant-link", SampleStudies.A),
                        "download", stack.mintToken("download-instant-link", SampleStudies.A));
        start(stack);
    }

    /** Puts the gateway beside nginx. */
    abstract void start(Stack running);

    /** Sends a request through it. */
    abstract RawAnswer ask(String method, String target, String bearer);

    /** Whether it forwards the target of the check, or what the caller wrote. */
    abstract boolean rewrites();

    /** Whether people reach Keycloak through it. */
    boolean leadsToKeycloak() {
        return false;
    }

    /** Whether what the server behind says about an error reaches the caller. */
    boolean repeatsErrors() {
        return false;
    }

    /** Whether the check can be asked about a target as this gateway asks. */
    boolean canAskAbout(String target) {
        return true;
    }

    final Stack stack() {
        return stack;
    }

    /** A token that looks at study A. */
    final String shareOfA() {
        return shareOfA;
    }

    static List<List<String>> hostile() {
        return RequestTable.read("hostile-requests.tsv");
    }

    static List<List<String>> granted() {
        return GrantedRequestsIT.reads();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void no_byte_of_an_answer_tells_of_another_study(List<String> row) {
        String target = row.get(1).replaceAll("token=x(?=&|$)", "token=" + shareOfA);
        boolean twoTokens = target.contains("token=x");

        RawAnswer answer = ask(row.get(0), target, shareOfA);

        assertThat(OtherStudies.namedIn(answer.text()))
                .as(row.get(3))
                .isSubsetOf(
                        repeatsErrors() && answer.status() >= 400
                                ? OtherStudies.namedIn(target)
                                : List.of());
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        if (!canAskAbout(target)) {
            assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
            return;
        }
        boolean toKeycloak = target.startsWith("/realms/") && leadsToKeycloak();
        if (toKeycloak) {
            // There for everybody, but the gateway opens nothing that it does not itself.
            RawAnswer behind =
                    new RawCall(row.get(0), target).bearer(shareOfA).send(stack.keycloak().root());
            assertThat(answer.status()).as(answer.text()).isEqualTo(behind.status());
            assertThat(answer.body()).isEqualTo(behind.body());
        }
        // Of an absolute address some gateways pass on the path only.
        boolean toTheServer = target.startsWith("/") && !toKeycloak;
        if ((twoTokens || row.get(2).equals("refused")) && toTheServer) {
            assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(300);
        }
        // Orthanc does not answer HEAD.
        if (!twoTokens && row.get(2).equals("narrowed") && row.get(0).equals("GET")) {
            assertNarrowed(answer);
        }
    }

    private void assertNarrowed(RawAnswer answer) {
        if (rewrites()) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        } else if (answer.status() != 200) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.text()).contains("rewrite_needed");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("granted")
    void a_granted_request_is_answered_as_orthanc_answers_it(List<String> row) {
        RawAnswer behind = new RawCall("GET", row.get(4)).send(stack.orthanc().root());

        RawAnswer answer = ask("GET", row.get(2), tokens.get(row.get(3)));

        assertThat(OtherStudies.namedIn(answer.text())).isEmpty();
        if (rewrites() || row.get(2).equals("/orthanc" + row.get(4))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(behind.status());
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.text()).contains("rewrite_needed");
        }
    }
}
