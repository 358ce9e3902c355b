package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.documents.Command;
import org.dicomaccess.keycloak.documents.ExpectedAnswer;
import org.dicomaccess.keycloak.documents.Page;
import org.dicomaccess.keycloak.documents.Pages;
import org.dicomaccess.keycloak.stack.Stack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of README.md and of every page below {@code docs/}, run as they stand there: one
 * page after the other, each from top to bottom in one shell, in a realm made for it.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class DocumentedCommandsIT {

    private HospitalSite site;

    @BeforeAll
    void there_is_a_site(Stack running) {
        site = HospitalSite.beside(running);
    }

    @AfterAll
    void the_site_is_gone() {
        site.close();
    }

    static Stream<Page> pages() {
        return Pages.all().stream().filter(page -> !commandsOf(page).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void the_commands_of_a_page_do_what_it_says(Page page) {
        site.renew(page);
        List<Command> commands = commandsOf(page);

        List<ShellRun.Outcome> outcomes = site.shell(page).run(commands);

        for (ShellRun.Outcome outcome : outcomes) {
            assertThat(outcome.succeeded()).as(outcome.story()).isTrue();
            assertThat(difference(outcome)).as(outcome.story()).isEmpty();
        }
        assertThat(outcomes).hasSameSizeAs(commands);
    }

    private Optional<String> difference(ShellRun.Outcome outcome) {
        return outcome.command()
                .answer()
                .map(
                        answer ->
                                new ExpectedAnswer(
                                        answer,
                                        site.atOneAddress(site.names().replacedIn(answer.text()))))
                .flatMap(expected -> expected.differenceFrom(site.atOneAddress(outcome.printed())));
    }

    private static List<Command> commandsOf(Page page) {
        return Command.of(page).stream()
                .filter(command -> command.place() == Command.Place.HERE)
                .toList();
    }
}
