package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A form as it comes over the wire. */
class FormTest {

    @Test
    void fields_are_decoded() throws InvalidFormException {
        Form form = read("a=1+2&b=%C3%A9%26&c&=x&d=&&e=1&e=2");

        assertThat(form.text("a")).contains("1 2");
        assertThat(form.text("b")).contains("é&");
        assertThat(form.text("c")).isEmpty();
        assertThat(form.text("d")).isEmpty();
        assertThat(form.text("missing")).isEmpty();
        assertThat(form.all("e")).containsExactly("1", "2");
    }

    @Test
    void a_field_that_is_there_twice_is_no_field() throws InvalidFormException {
        Form form = read("a=1&a=2");

        assertThatThrownBy(() -> form.text("a")).isInstanceOf(InvalidFormException.class);
    }

    @Test
    void a_passcode_does_not_reach_a_log() throws InvalidFormException {
        assertThat(read("passcode=secret").toString()).doesNotContain("secret");
    }

    private static Form read(String body) throws InvalidFormException {
        return Form.read(
                "application/x-www-form-urlencoded; charset=utf-8",
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
