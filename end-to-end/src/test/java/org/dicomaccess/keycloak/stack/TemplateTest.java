package org.dicomaccess.keycloak.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void a_given_variable_is_filled_in() {
        assertThat(Template.fill("listen ${PORT};", Map.of("PORT", "8088")))
                .isEqualTo("listen 8088;");
    }

    @Test
    void variables_of_nginx_itself_stay() {
        assertThat(Template.fill("$uri ${uri} ^/ohif/$", Map.of()))
                .isEqualTo("$uri ${uri} ^/ohif/$");
    }

    @Test
    void a_value_is_taken_as_it_is() {
        assertThat(Template.fill("${PATH_OF_LOG}", Map.of("PATH_OF_LOG", "/a/$1\\b")))
                .isEqualTo("/a/$1\\b");
    }

    @Test
    void a_variable_nobody_gave_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.fill("${NOBODY}", Map.of()))
                .withMessageContaining("NOBODY");
    }
}
