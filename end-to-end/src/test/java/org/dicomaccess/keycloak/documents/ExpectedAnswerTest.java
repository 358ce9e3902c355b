package org.dicomaccess.keycloak.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedAnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    json | {"a": 1}                 | {"a": 2, "b": 3}          | true
                    json | {"a": 1}                 | {"b": 3}                  | false
                    json | {"a": "x"}               | {"a": "y"}                | false
                    json | {"a": "..."}             | {"a": [1]}                | true
                    json | {"a": "x ..."}           | {"a": "x and y"}          | true
                    json | {"a": true}              | {"a": false}              | false
                    json | {"a": "2026-01-01T00:00:00Z"} | {"a": "2027-02-02T10:11:12.5Z"} | true
                    json | {"a": "2026-01-01T00:00:00Z"} | {"a": "soon"}        | false
                    json | [{"a": "x"}]             | [{"a": "y"}, {"a": "x"}]  | true
                    json | [{"a": "x"}]             | []                        | false
                    json | {"a": null}              | {"a": "x"}                | false
                    json | {}                       | nothing                   | false
                    text | one ... three            | one two three             | true
                    text | one                      | one more                  | false
                    text | http://h/s/POFBlvnzrsiicuxe2uFtPhTj | http://h/s/bHqVQ-YhvYvFLuJ7H1_-c8Yg | true
                    nginx | x                       | x                         | false
                    """)
    void what_is_printed_is_compared_with_what_the_page_says(
            String language, String documented, String printed, boolean same) {
        FencedBlock block = new FencedBlock("x.md", 1, language, "", documented, true);

        assertThat(new ExpectedAnswer(block, documented).differenceFrom(printed).isEmpty())
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"'a\n...\nd\n', true", "'a\n...\ne\n', false", "'a\nd\n', false"})
    void three_dots_stand_for_lines(String documented, boolean same) {
        FencedBlock block = new FencedBlock("x.md", 1, "text", "", documented, true);

        assertThat(new ExpectedAnswer(block, documented).differenceFrom("a\nb\nc\nd\n").isEmpty())
                .isEqualTo(same);
    }
}
