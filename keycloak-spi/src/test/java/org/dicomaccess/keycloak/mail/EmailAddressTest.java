package org.dicomaccess.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @MethodSource("good")
    void an_address_is_kept_as_it_was_written_and_knows_its_domain(String text, String domain) {
        EmailAddress address = EmailAddress.of(text).orElseThrow();

        assertThat(address.value()).isEqualTo(text);
        assertThat(address).hasToString(text).isEqualTo(EmailAddress.of(text).orElseThrow());
        assertThat(address.domain()).isEqualTo(domain);
    }

    static Stream<Arguments> good() {
        return TestTable.of(EmailAddressTest.class, "addresses.tsv");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anything_else_is_no_address(String text) {
        assertThat(EmailAddress.of(text)).isEmpty();
    }

    static Stream<String> bad() {
        return TestTable.lines(EmailAddressTest.class, "no-addresses.txt").stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a@b.example\r\nBcc: x@y.example",
                "a@b.example\n",
                "\na@b.example",
                "a@b.example\rX: y",
                "a\t@b.example",
                "a@b.example\u0000",
                "a@b.example\u2028Bcc: x@y.example",
                "a@b.example\u0085",
                "a\u00a0b@b.example",
                "\u202ea@b.example",
                "\"a\r\n\"@b.example"
            })
    void an_address_has_no_space_and_no_line_break(String text) {
        assertThat(EmailAddress.of(text)).isEmpty();
    }

    @Test
    void an_address_may_be_254_characters_long() {
        String domain = "d".repeat(60) + "." + "e".repeat(60) + "." + "f".repeat(60) + ".example";

        assertThat(EmailAddress.of("a".repeat(63) + "@" + domain)).isPresent();
        assertThat(EmailAddress.of("a".repeat(64) + "@" + domain + "x")).isEmpty();
    }
}
