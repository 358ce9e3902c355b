package org.dicomaccess.keycloak.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    static final List<Setting<?>> ALL = Settings.all();

    @ParameterizedTest
    @FieldSource("ALL")
    void a_setting_describes_itself(Setting<?> setting) {
        assertThat(setting.name()).matches("dicom-access\\.[a-z]+([.-][a-z]+)*");
        assertThat(setting.shape()).isNotBlank();
        assertThat(setting.help()).endsWith(".");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void a_setting_understands_its_own_default(Setting<?> setting) {
        Object fallback = setting.read(setting.fallback());

        assertThat(fallback).isNotNull();
        for (String absent : new String[] {null, "", "  "}) {
            assertThat((Object) setting.read(absent)).isEqualTo(fallback);
        }
    }

    @Test
    void no_two_settings_have_the_same_name() {
        assertThat(ALL).extracting(Setting::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("goodValues")
    void a_good_value_is_read(String name, String value, String read) {
        assertThat(named(name).read(value)).hasToString(read);
    }

    static Stream<Arguments> goodValues() {
        return TestTable.of(SettingsTest.class, "good-values.tsv");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badValues")
    void a_bad_value_is_refused_by_a_sentence_that_names_the_setting(String name, String value) {
        Setting<?> setting = named(name);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> setting.read(value))
                .withMessage(
                        "The %s attribute %s must be %s",
                        setting.holder().word(), name, setting.shape());
    }

    static Stream<Arguments> badValues() {
        return TestTable.of(SettingsTest.class, "bad-values.tsv");
    }

    private static Setting<?> named(String name) {
        return ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no setting " + name));
    }
}
