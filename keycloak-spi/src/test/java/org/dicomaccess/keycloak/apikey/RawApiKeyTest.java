package org.dicomaccess.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of API keys. */
class RawApiKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ab",
                "abc",
                "7c4b5f3e-90ab-4cde-8f01-23456789abcd",
                "f:7c4b5f3e-90ab-4cde-8f01-23456789abcd:jane.doe@example.org",
                "f:x:Jürgen 🩻"
            })
    void a_key_that_was_written_is_read_as_it_was(String userId) {
        for (int i = 0; i < 200; i++) {
            ApiKeySecret secret = ApiKeySecret.random(RANDOM);
            String id = UUID.randomUUID().toString();

            RawApiKey read =
                    RawApiKey.parse(new RawApiKey(userId, id, secret).text()).orElseThrow();

            assertThat(read.userId()).isEqualTo(userId);
            assertThat(read.keyId()).isEqualTo(id);
            assertThat(read.secret().bytes()).isEqualTo(secret.bytes());
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void what_is_not_exactly_a_key_is_none(String text, String what) {
        assertThat(RawApiKey.parse(text)).as(what).isEmpty();
    }

    static Stream<Arguments> malformed() {
        return TestTable.of(RawApiKeyTest.class, "malformed-keys.tsv");
    }

    @Test
    void a_key_of_a_usual_user_is_119_characters_that_fit_a_header() {
        String text = key().text();

        assertThat(text).hasSize(119).matches("dak\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){2}");
        assertThat(RawApiKey.claimed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dak", "eyJhbGciOiJFUzI1NiJ9.e30.AA", "Bearer dak.a.b.c", "daka"})
    void no_token_claims_to_be_a_key(String text) {
        assertThat(RawApiKey.claimed(text)).isFalse();
    }

    @Test
    void every_secret_is_another() {
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            hashes.add(ApiKeySecret.random(RANDOM).hash("a"));
        }

        assertThat(hashes).hasSize(10_000);
    }

    @Test
    void a_secret_matches_its_own_digest_for_its_own_user_only() {
        ApiKeySecret secret = ApiKeySecret.random(RANDOM);
        String hash = secret.hash("jane");

        assertThat(secret.matches("jane", hash)).isTrue();
        assertThat(secret.matches("john", hash)).isFalse();
        assertThat(secret.matches("jane", hash + "A")).isFalse();
        assertThat(secret.matches("jane", "")).isFalse();
        assertThat(secret.matches("jane", "ü")).isFalse();
        assertThat(ApiKeySecret.random(RANDOM).matches("jane", hash)).isFalse();
    }

    @Test
    void nothing_says_its_secret() {
        RawApiKey key = key();
        String text = key.text();
        String secret = text.substring(text.lastIndexOf('.') + 1);

        assertThat(key.toString()).doesNotContain(secret);
        assertThat(key.secret().toString()).doesNotContain(secret);
    }

    private static RawApiKey key() {
        return new RawApiKey(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                ApiKeySecret.random(RANDOM));
    }
}
