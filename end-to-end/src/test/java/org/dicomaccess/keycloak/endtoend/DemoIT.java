package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.dicomaccess.keycloak.demo.Demo;
import org.dicomaccess.keycloak.documents.ExpectedAnswer;
import org.dicomaccess.keycloak.documents.FencedBlock;
import org.dicomaccess.keycloak.documents.Page;
import org.dicomaccess.keycloak.documents.Pages;
import org.dicomaccess.keycloak.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code ./demo} shows, on parts that run already. */
@ExtendWith(RunningStack.class)
class DemoIT {

    @Test
    void the_demo_prints_what_the_readme_shows(Stack stack) {
        FencedBlock shown =
                Page.read(Pages.repository(), "README.md").blocks().stream()
                        .filter(block -> block.language().equals("text"))
                        .findFirst()
                        .orElseThrow();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean worked = Demo.show(stack, new PrintStream(printed, true, UTF_8));

        assertThat(worked).isTrue();
        assertThat(new ExpectedAnswer(shown, shown.text()).differenceFrom(printed.toString(UTF_8)))
                .as(printed.toString(UTF_8))
                .isEmpty();
    }
}
