package org.dicomaccess.keycloak.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.token.ActingParty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a token lets act with it. */
class MayActTest {
    private static final ActingParty ACTOR =
            new ActingParty("s-1", Optional.of("plugin"), Optional.empty());

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("table")
    void all_that_is_said_of_the_actor_has_to_be_true(String claim, boolean allowed)
            throws Exception {
        assertThat(
                        MayAct.allows(
                                new ObjectMapper().readTree(claim),
                                ACTOR,
                                "plugin",
                                "https://kc.example/realms/r"))
                .isEqualTo(allowed);
    }

    static Stream<Arguments> table() {
        return TestTable.of(MayActTest.class, "may-act.tsv");
    }
}
