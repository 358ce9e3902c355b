package org.dicomaccess.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.credential.CredentialModel;

/** What of an API key is stored, and how it is read again. */
class ApiKeyCredentialTest {
    private static final Instant CREATED = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant END = Instant.parse("2027-11-25T12:00:00Z");

    @Test
    void what_was_written_is_read() {
        ApiKeyCredential credential =
                stored(new KeyPermissions.Only(Set.of("view", "x")), Optional.of(END));

        assertThat(credential.key())
                .contains(
                        new ApiKey(
                                "id",
                                "night job",
                                new KeyPermissions.Only(Set.of("view", "x")),
                                CREATED,
                                Optional.of(END),
                                Optional.empty()));
        assertThat(credential.hash()).contains("digest");
        assertThat(credential.getCredentialData()).doesNotContain("digest");
    }

    @Test
    void a_key_for_all_of_its_owners_permissions_stays_one() {
        ApiKeyCredential credential = stored(new KeyPermissions.Owners(), Optional.empty());

        assertThat(credential.getCredentialData()).isEqualTo("{}");
        assertThat(credential.key().orElseThrow().permissions())
                .isEqualTo(new KeyPermissions.Owners());
    }

    @Test
    void a_key_for_no_permission_never_becomes_one_for_all() {
        ApiKeyCredential credential = stored(new KeyPermissions.Only(Set.of()), Optional.empty());

        assertThat(credential.key().orElseThrow().permissions().effective(Set.of("all"))).isEmpty();
    }

    @Test
    void a_use_changes_nothing_else() {
        ApiKeyCredential credential =
                stored(new KeyPermissions.Only(Set.of("view")), Optional.of(END));
        ApiKey before = credential.key().orElseThrow();

        use(credential, CREATED.plusSeconds(5));

        assertThat(credential.key()).contains(before.usedAt(CREATED.plusSeconds(5)));
    }

    @Test
    void a_later_use_is_never_replaced_by_an_earlier_one() {
        ApiKeyCredential credential = stored(new KeyPermissions.Owners(), Optional.empty());
        use(credential, CREATED.plusSeconds(5));

        assertThat(ApiKeyCredential.dataWithUse(credential.getCredentialData(), CREATED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "x", "{\"lastUse\": \"yesterday\"}"})
    void what_was_never_written_gets_no_use(String data) {
        assertThat(ApiKeyCredential.dataWithUse(data, CREATED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "x",
                "{\"permissions\": null}",
                "{\"permissions\": \"view\"}",
                "{\"permissions\": [7]}",
                "{\"permissions\": {}}",
                "{\"expires\": null}",
                "{\"expires\": \"\"}",
                "{\"expires\": 7}",
                "{\"expires\": \"tomorrow\"}",
                "{\"lastUse\": \"yesterday\"}"
            })
    void what_was_never_written_is_no_key(String data) {
        ApiKeyCredential credential = stored(new KeyPermissions.Owners(), Optional.empty());
        credential.setCredentialData(data);

        assertThat(credential.key()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "x", "{}", "{\"sha256\": null}", "{\"sha256\": 7}"})
    void without_a_digest_no_secret_is_right(String data) {
        ApiKeyCredential credential = stored(new KeyPermissions.Owners(), Optional.empty());
        credential.setSecretData(data);

        assertThat(credential.hash()).isEmpty();
    }

    @Test
    void what_keycloak_took_the_secret_data_out_of_opens_nothing() {
        CredentialModel shown = stored(new KeyPermissions.Owners(), Optional.empty());
        shown.setSecretData(null);

        assertThat(ApiKeyCredential.from(shown).hash()).isEmpty();
    }

    private static void use(ApiKeyCredential credential, Instant at) {
        credential.setCredentialData(
                ApiKeyCredential.dataWithUse(credential.getCredentialData(), at).orElseThrow());
    }

    private static ApiKeyCredential stored(KeyPermissions permissions, Optional<Instant> end) {
        ApiKeyCredential credential =
                ApiKeyCredential.of("night job", permissions, CREATED, end, "digest");
        credential.setId("id");
        return ApiKeyCredential.from(credential);
    }
}
