package org.dicomaccess.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: b",
                "a\nBcc: b",
                "a\rBcc: b",
                "a\u2028Bcc: b",
                "a\u2029Bcc: b",
                "a\u0085Bcc: b",
                "a\u0000Bcc: b",
                "a\u000bBcc: b",
                "a\u202eBcc: b",
                "a\ud800Bcc: b"
            })
    void breaks_and_controls_become_one_space(String text) {
        assertThat(OneLine.is(text)).isFalse();
        assertThat(OneLine.of(text)).isEqualTo("a Bcc: b");
        assertThat(OneLine.is(OneLine.of(text))).isTrue();
    }

    @Test
    void words_of_every_language_stay() {
        String text = "Für Œdipe, ¿qué?, één, 画像, 👩‍⚕️";

        assertThat(OneLine.is(text)).isTrue();
        assertThat(OneLine.of(" " + text + "\n")).isEqualTo(text);
    }
}
