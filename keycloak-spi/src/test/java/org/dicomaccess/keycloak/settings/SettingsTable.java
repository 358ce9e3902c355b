package org.dicomaccess.keycloak.settings;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings as the Markdown table of the documentation. */
final class SettingsTable {
    private static final String HEAD =
            "| Attribute | of a | Values | Default | What it is for |\n|---|---|---|---|---|";

    private SettingsTable() {}

    static String markdown() {
        return Stream.concat(Stream.of(HEAD), Settings.all().stream().map(SettingsTable::row))
                .collect(Collectors.joining("\n"));
    }

    private static String row(Setting<?> setting) {
        return Stream.of(
                        "`" + setting.name() + "`",
                        setting.holder().word(),
                        setting.shape(),
                        setting.fallback().isEmpty() ? "none" : "`" + setting.fallback() + "`",
                        setting.help())
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
