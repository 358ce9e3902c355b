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

/** What a study token opens, asked through the gateway, is what the real Orthanc answers. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantedRequestsIT {

    private Stack stack;
    private Map<String, String> tokens;

    @BeforeAll
    void tokens_are_minted(Stack running) {
        stack = running;
        tokens =
                Map.of(
                        "read", stack.mintToken("viewer-instant-link", SampleStudies.A),
                        "download", stack.mintToken("download-instant-link", SampleStudies.A));
    }

    static List<List<String>> reads() {
        return RequestTable.read("granted-requests.tsv").stream()
                .filter(row -> row.get(1).equals("GET"))
                .filter(row -> !row.get(2).contains("token=x"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void a_granted_request_is_answered_as_orthanc_answers_it(List<String> row) {
        RawAnswer behind = new RawCall("GET", row.get(4)).send(stack.orthanc().root());

        RawAnswer answer =
                new RawCall("GET", row.get(2))
                        .bearer(tokens.get(row.get(3)))
                        .send(stack.gatewayRoot());

        assertThat(answer.status()).as(answer.text()).isEqualTo(behind.status());
        assertThat(OtherStudies.namedIn(answer.text())).isEmpty();
    }
}
