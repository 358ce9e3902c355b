package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareCodeTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void a_code_has_144_random_bits_in_24_url_safe_characters() {
        Set<String> codes = new HashSet<>();
        boolean[] seen = new boolean[128];
        for (int i = 0; i < 2_000; i++) {
            String code = ShareCode.random(RANDOM).value();
            assertThat(code).matches("[A-Za-z0-9_-]{24}");
            codes.add(code);
            code.chars().forEach(c -> seen[c] = true);
        }

        assertThat(codes).hasSize(2_000);
        // 48,000 draws of 64 characters: one that never comes up is not drawn from.
        assertThat(seen).containsOnly(true, false);
        assertThat(count(seen)).isEqualTo(64);
    }

    @Test
    void a_code_takes_18_bytes_of_the_generator_and_nothing_else() {
        Counting random = new Counting();

        ShareCode code = ShareCode.random(random);

        assertThat(random.bytes).isEqualTo(18);
        assertThat(code.value()).isEqualTo("AQEBAQEBAQEBAQEBAQEBAQEB");
    }

    @ParameterizedTest
    @CsvSource({
        // echo -n TEXT | openssl dgst -sha256 -binary | base64 | tr '+/' '-_'
        "'', 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        "abc, ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"
    })
    void what_is_stored_is_its_sha_256_in_base64url(String code, String hash) {
        assertThat(new ShareCode(code).hash()).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ü", "a/b", "\u0000", "💀"})
    void whatever_came_over_the_wire_has_a_hash_of_the_same_length(String code) {
        assertThat(new ShareCode(code).hash()).matches("[A-Za-z0-9_-]{43}");
        assertThat(new ShareCode(code.repeat(10_000)).hash()).hasSize(43);
    }

    @Test
    void nothing_that_is_written_about_it_holds_it() {
        ShareCode code = ShareCode.random(RANDOM);
        Share share = new SampleShare().share();

        assertThat(code.toString())
                .isEqualTo("ShareCode[24 characters]")
                .doesNotContain(code.value(), code.hash());
        assertThat(new SampleShare().passcode("let me in").wanted().toString())
                .doesNotContain("let me in");
        assertThat(share.toString()).doesNotContain(code.value());
    }

    private static int count(boolean[] seen) {
        int count = 0;
        for (boolean each : seen) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private int bytes;

        @Override
        public void nextBytes(byte[] filled) {
            bytes += filled.length;
            Arrays.fill(filled, (byte) 1);
        }
    }
}
