package org.dicomaccess.keycloak.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the documented answers are told from. */
class ApiContractTest {
    private static final String ROOT = "http://localhost:8080";

    @ParameterizedTest(name = "{1} {2} -> {3} {4} {5}")
    @CsvFileSource(
            resources = "answers.tsv",
            numLinesToSkip = 1,
            delimiter = '\t',
            quoteCharacter = '`')
    void an_answer_is_as_documented_or_not(
            boolean documented,
            String method,
            String path,
            int status,
            String reason,
            String body) {
        Answer answer =
                new Answer(
                        status,
                        HttpHeaders.of(
                                Map.of("X-Dicom-Access-Reason", List.of(reason)), (a, b) -> true),
                        body);

        if (documented) {
            assertThatCode(() -> ApiContract.check(method, URI.create(ROOT + path), answer))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ApiContract.check(method, URI.create(ROOT + path), answer))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("docs/openapi.json");
        }
    }
}
