package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.demo.Presentation;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code ./demo} shows, on the parts that the other tests use. */
@ExtendWith(RunningStack.class)
class DemoIT {

    private static final Pattern PRINTED_IN_README =
            Pattern.compile("```sh build\n\\./demo\n```.*?```text\n(.*?)```", Pattern.DOTALL);

    private static final Pattern SHARE_CODE =
            Pattern.compile("(?<=/dicom-access/s/)[A-Za-z0-9_-]+");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void it_prints_what_the_readme_shows_and_its_second_link_opens(Stack stack) throws IOException {
        Presentation demo = new Presentation(stack, new PrintStream(printed, true, UTF_8));

        boolean asExpected = demo.show();
        GivenShare share = demo.offer();

        assertThat(asExpected).isTrue();
        assertThat(withoutCodes(printed.toString(UTF_8)))
                .isEqualToIgnoringNewLines(withoutCodes(readme()));
        assertThat(demo.check(share)).isTrue();
    }

    private static String readme() throws IOException {
        Matcher found =
                PRINTED_IN_README.matcher(
                        Files.readString(RunningStack.module().resolve("../README.md")));
        assertThat(found.find()).as("README shows the demo").isTrue();
        return found.group(1);
    }

    private static String withoutCodes(String text) {
        return SHARE_CODE.matcher(text).replaceAll("CODE").strip();
    }
}
