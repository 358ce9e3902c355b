package org.dicomaccess.keycloak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String BEGIN = "<!-- settings -->\n";
    private static final String END = "\n<!-- /settings -->";

    @Test
    void the_page_lists_every_setting_as_it_describes_itself() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
                .isEqualTo(SettingsTable.markdown());
    }
}
