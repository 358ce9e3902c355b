package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActionTest {

    @Test
    void every_action_is_found_by_its_code() {
        for (Action action : Action.values()) {
            assertThat(Action.ofCode(action.code())).contains(action);
        }
    }

    @Test
    void a_code_is_an_exact_word() {
        assertThat(Action.ofCode("read")).contains(Action.READ);
        assertThat(Action.ofCode("Read")).isEmpty();
        assertThat(Action.ofCode("READ")).isEmpty();
        assertThat(Action.ofCode("write")).isEmpty();
        assertThat(Action.ofCode("")).isEmpty();
    }
}
