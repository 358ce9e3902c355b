package org.dicomaccess.keycloak.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dk.brics.automaton.Automaton;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code docker/orthanc/authorization.json} says. Whether the plugin finds a study in the
 * path, and so looks at labels and asks about a token, decides what a permission that matches is
 * worth.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OrthancPermissionsTest {

    private static final String LOCK = "share-lock";
    private static final String VIEW_ONLY = "share-view-only";

    /** All that the profile of a share's token can hold. */
    private static final Set<String> OF_SHARES = Set.of(LOCK, VIEW_ONLY);

    private final OrthancPermissions permissions = OrthancPermissions.read();
    private final PluginStudyPaths studies = PluginStudyPaths.read();

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvFileSource(resources = "orthanc-permissions.csv", numLinesToSkip = 1)
    void the_first_entry_that_matches_decides(String method, String path, String needed) {
        assertThat(permissions.needed(method, path))
                .isEqualTo(OrthancPermissions.permissionsOf(needed));
    }

    /** Of all paths there are, not of a list of them. */
    @ParameterizedTest
    @ValueSource(strings = {"post", "put", "delete"})
    void writing_is_locked_wherever_the_plugin_finds_a_study_and_nowhere_else(String method) {
        assertSamePaths(
                permissions.pathsDecidedBy(method, needed -> needed.contains(LOCK)),
                studies.paths());
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "put", "delete"})
    void whatever_is_written_needs_a_lock_or_what_no_share_holds(String method) {
        assertSamePaths(
                permissions.pathsDecidedBy(
                        method,
                        needed -> needed.contains(LOCK) || Collections.disjoint(needed, OF_SHARES)),
                Automaton.makeAnyString().intersection(new PathPattern("^/.*$").paths()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "post", "put", "delete"})
    void who_may_do_all_may_do_everything_but_read_and_change_roles(String method) {
        assertThat(permissions.entries())
                .filteredOn(entry -> entry.method().equals(method))
                .filteredOn(entry -> !entry.permissions().contains("all"))
                .allSatisfy(entry -> assertThat(entry.pattern().text()).startsWith("^/auth/"));
    }

    /** Where the plugin finds no study, a permission that a share holds would be enough. */
    @Test
    void nothing_that_a_share_holds_opens_a_path_without_a_study() {
        for (String method : permissions.methods()) {
            Automaton opened =
                    permissions.pathsDecidedBy(
                            method, needed -> !Collections.disjoint(needed, OF_SHARES));

            assertNoPath(opened.minus(studies.paths()));
        }
    }

    @Test
    void whole_patients_are_for_those_who_may_do_all() {
        for (String method : permissions.methods()) {
            Automaton toOthers =
                    permissions.pathsDecidedBy(method, needed -> !needed.equals(Set.of("all")));

            assertNoPath(toOthers.intersection(PluginStudyPaths.patients()));
        }
    }

    @Test
    void what_no_entry_names_is_for_those_who_may_do_all() {
        assertThat(permissions.methods()).containsExactlyInAnyOrder("get", "post", "put", "delete");
        for (String method : permissions.methods()) {
            assertThat(permissions.needed(method, "/a/route/of/some/plugin"))
                    .containsExactly("all");
        }
    }

    @Test
    void nobody_without_a_profile_may_do_more_than_decode_the_token_in_hand() {
        assertThat(permissions.entries())
                .filteredOn(entry -> entry.permissions().contains(""))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.method()).isEqualTo("post");
                            assertThat(entry.pattern().text()).isEqualTo("^/auth/tokens/decode$");
                        });
    }

    /** A grant names studies: asked for series, the plugin would want each of them granted. */
    @Test
    void studies_are_what_the_plugin_asks_about() {
        assertThat(permissions.setting("CheckedLevel").asText()).isEqualTo("studies");
    }

    /** With one address everything is asked; with some of them, searches would be open. */
    @Test
    void the_extension_answers_everything_that_the_plugin_asks() {
        assertThat(permissions.setting("WebServiceRootUrl").asText())
                .contains("/realms/orthanc/dicom-access/");
        assertThat(permissions.setting("WebServiceUsername").asText()).isNotEmpty();
        assertThat(permissions.setting("WebServicePassword").asText())
                .as("a secret comes from outside, and has no default")
                .matches("\\$\\{[A-Z_]+}");
        assertThat(permissions.setting("TokenHttpHeaders"))
                .extracting(header -> header.asText())
                .contains("Authorization", "token", "api-key");
    }

    private static void assertSamePaths(Automaton actual, Automaton expected) {
        assertNoPath(actual.minus(expected));
        assertNoPath(expected.minus(actual));
    }

    private static void assertNoPath(Automaton paths) {
        assertThat(paths.getShortestExample(true)).as("a path that should not be there").isNull();
    }
}
