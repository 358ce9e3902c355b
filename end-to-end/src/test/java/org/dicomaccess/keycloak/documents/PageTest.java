package org.dicomaccess.keycloak.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.documents.Command.Place;
import org.junit.jupiter.api.Test;

class PageTest {

    private final Page page =
            new Page(
                    "docs/sample.md",
                    """
                    # One page
                    ## What's `in` it
                    See [there](other.md#part) and ![a picture](images/a.png), not `[code](x)`.
                    ## Same
                    ## Same
                    1. Do

                       ```sh
                       first \\
                         --more   # why
                       second
                       ```

                       ```text
                       done ...
                       ```

                    In between
                    ```json
                    {}
                    ```
                    ```sh container
                    # not a [link](y) and
                    third
                    ```
                    """
                            .lines()
                            .toList());

    @Test
    void links_and_pictures_are_found_outside_code() {
        assertThat(page.links()).containsExactly("other.md#part", "images/a.png");
    }

    @Test
    void headings_are_anchors() {
        assertThat(page.anchors()).containsExactly("one-page", "whats-in-it", "same", "same-1");
    }

    @Test
    void commands_come_with_the_answer_right_after_them() {
        List<Command> commands = Command.of(page);

        assertThat(commands)
                .extracting(Command::place)
                .containsExactly(Place.HERE, Place.CONTAINER);
        assertThat(commands.get(0).block().text())
                .isEqualTo("first \\\n  --more   # why\nsecond\n");
        assertThat(commands.get(0).lines()).containsExactly("first --more", "second");
        assertThat(commands.get(0).answer()).map(FencedBlock::text).contains("done ...\n");
        assertThat(commands.get(1).answer()).isEqualTo(Optional.empty());
    }

    @Test
    void another_kind_of_commands_is_none() {
        Page other = new Page("x.md", List.of("```sh sometimes", "true", "```"));

        assertThatThrownBy(() -> Command.of(other).get(0).place())
                .hasMessageContaining("x.md:1: \"sh sometimes\" is no kind of commands");
    }

    @Test
    void a_fence_that_nothing_closes_is_named() {
        assertThatThrownBy(() -> new Page("x.md", List.of("", "```sh", "true")).blocks())
                .hasMessageContaining("x.md:2");
    }
}
