package org.dicomaccess.keycloak.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.documents.Command.Place;
import org.junit.jupiter.api.Test;

/** Every command of every page is run by somebody; those of {@code sh} by an integration test. */
class DocumentedCommandsTest {

    private static final List<String> LANGUAGES =
            List.of(
                    "sh",
                    "json",
                    "text",
                    "nginx",
                    "yaml",
                    "xml",
                    "html",
                    "lua",
                    "properties",
                    "js");

    private static final Pattern SHOWS_STATUS = Pattern.compile("curl .*-[sS]*[iIwD] ");

    private final List<RunElsewhere> elsewhere = RunElsewhere.all();

    @Test
    void a_block_says_what_is_in_it() {
        assertThat(Pages.all())
                .flatExtracting(Page::blocks)
                .allSatisfy(
                        block -> assertThat(block.language()).as(block.place()).isIn(LANGUAGES));
    }

    @Test
    void a_command_that_is_not_run_on_the_running_parts_is_run_elsewhere() {
        for (Command command : commandsElsewhere().toList()) {
            for (String line : command.lines()) {
                assertThat(elsewhere)
                        .as("who runs %s: %s", command.block().place(), line)
                        .anyMatch(row -> row.runs(command.place(), line));
            }
        }
    }

    /** Since curl then counts no answer as a failure. */
    @Test
    void a_call_that_shows_its_status_comes_with_what_it_shows() {
        assertThat(Pages.all())
                .flatExtracting(Command::of)
                .filteredOn(
                        command ->
                                command.lines().stream()
                                        .anyMatch(line -> SHOWS_STATUS.matcher(line).find()))
                .allSatisfy(
                        command ->
                                assertThat(command.answer())
                                        .as(command.block().place())
                                        .isPresent());
    }

    @Test
    void whoever_runs_commands_elsewhere_is_there_and_runs_them() throws IOException {
        for (RunElsewhere row : elsewhere) {
            Path runner = Pages.repository().resolve(row.runner());
            assertThat(runner).as(row.command().pattern()).isRegularFile();
            assertThat(Files.readString(runner)).as(row.runner()).contains(row.how());
        }
    }

    @Test
    void the_table_of_commands_run_elsewhere_names_none_that_no_page_has() {
        List<Command> commands = commandsElsewhere().toList();

        assertThat(elsewhere)
                .allSatisfy(
                        row ->
                                assertThat(commands)
                                        .as(row.command().pattern())
                                        .anyMatch(
                                                command ->
                                                        command.lines().stream()
                                                                .anyMatch(
                                                                        line ->
                                                                                row.runs(
                                                                                        command
                                                                                                .place(),
                                                                                        line))));
    }

    private static Stream<Command> commandsElsewhere() {
        return Pages.all().stream()
                .flatMap(page -> Command.of(page).stream())
                .filter(command -> command.place() != Place.HERE);
    }
}
