package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form as a page takes it. */
class FormTest {
    private static final String TYPE = "application/x-www-form-urlencoded";

    @Test
    void a_field_without_a_text_is_missing() throws InvalidFormException {
        Form form = form(Map.of("a", List.of(" 1 "), "b", List.of(""), "c", List.of(" ")));

        assertThat(form.text("a")).contains(" 1 ");
        assertThat(form.text("b")).isEmpty();
        assertThat(form.text("c")).isEmpty();
        assertThat(form.text("d")).isEmpty();
        assertThat(form.all("d")).isEmpty();
    }

    @Test
    void a_field_that_is_there_twice_is_no_field() throws InvalidFormException {
        Form form = form(Map.of("a", List.of("1", "2")));

        assertThat(form.all("a")).containsExactly("1", "2");
        assertThatThrownBy(() -> form.text("a"))
                .isInstanceOfSatisfying(
                        InvalidFormException.class,
                        e -> assertThat(e.status()).isEqualTo(Status.BAD_REQUEST));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "text/plain", "application/json", TYPE + "x", "multipart/form-data"})
    void another_type_is_no_form(String type) {
        assertThatThrownBy(() -> Form.of(type, Map.of()))
                .isInstanceOfSatisfying(
                        InvalidFormException.class,
                        e -> assertThat(e.status()).isEqualTo(Status.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void what_is_longer_than_any_page_asks_for_is_not_taken() {
        Map<String, List<String>> fields = Map.of("a", List.of("x".repeat(1 << 16)));

        assertThatThrownBy(() -> form(fields))
                .isInstanceOfSatisfying(
                        InvalidFormException.class,
                        e -> assertThat(e.status()).isEqualTo(Status.REQUEST_ENTITY_TOO_LARGE));
    }

    @Test
    void a_passcode_does_not_reach_a_log() throws InvalidFormException {
        assertThat(form(Map.of("passcode", List.of("secret"))).toString()).doesNotContain("secret");
    }

    private static Form form(Map<String, List<String>> fields) throws InvalidFormException {
        return Form.of("Application/X-WWW-Form-urlencoded; charset=utf-8", fields);
    }
}
