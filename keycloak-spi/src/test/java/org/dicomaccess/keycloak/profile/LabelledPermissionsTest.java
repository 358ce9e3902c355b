package org.dicomaccess.keycloak.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.settings.RoleCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What several roles give together. A role is written {@code view share@a b}: permissions, and the
 * labels they are held on; several are separated by semicolons.
 */
class LabelledPermissionsTest {
    private static final int GENERATED = 20_000;

    private static final List<String> LABELS = List.of("a", "b", "c", "*");

    private static final List<String> PERMISSIONS =
            List.of("view", "view", "view", "delete", "share", "all", "admin-permissions", "stamp");

    @ParameterizedTest(name = "{0}: {1} @ {2}")
    @MethodSource("combinations")
    void narrow_gives_what_is_held_on_every_label_that_may_be_looked_at(
            String roles, String permissions, String labels, String ignored, String alsoIgnored) {
        LabelledPermissions narrow =
                LabelledPermissions.combined(RoleCombination.NARROW, roles(roles));

        assertThat(narrow).isEqualTo(new LabelledPermissions(words(permissions), words(labels)));
    }

    @ParameterizedTest(name = "{0}: {3} @ {4}")
    @MethodSource("combinations")
    void union_gives_all_permissions_on_all_labels(
            String roles, String ignored, String alsoIgnored, String permissions, String labels) {
        LabelledPermissions union =
                LabelledPermissions.combined(RoleCombination.UNION, roles(roles));

        assertThat(union).isEqualTo(new LabelledPermissions(words(permissions), words(labels)));
    }

    static Stream<Arguments> combinations() {
        return TestTable.of(LabelledPermissionsTest.class, "role-combinations.tsv");
    }

    @Test
    void narrow_is_on_no_label_wider_than_some_role() {
        generated()
                .forEach(
                        roles -> {
                            LabelledPermissions narrow =
                                    LabelledPermissions.combined(RoleCombination.NARROW, roles);
                            for (String label : narrow.labels()) {
                                for (String permission : narrow.permissions()) {
                                    assertThat(roles)
                                            .as("%s on %s of %s", permission, label, narrow)
                                            .anyMatch(role -> gives(role, permission, label));
                                }
                            }
                        });
    }

    @Test
    void narrow_lets_nobody_look_at_less_than_their_roles_do() {
        generated()
                .forEach(
                        roles -> {
                            LabelledPermissions narrow =
                                    LabelledPermissions.combined(RoleCombination.NARROW, roles);
                            for (String label : LABELS) {
                                boolean some =
                                        roles.stream().anyMatch(role -> gives(role, "view", label));
                                assertThat(gives(narrow, "view", label))
                                        .as("%s of %s", label, roles)
                                        .isEqualTo(some);
                            }
                        });
    }

    @Test
    void narrow_is_never_wider_than_union() {
        generated()
                .forEach(
                        roles -> {
                            LabelledPermissions narrow =
                                    LabelledPermissions.combined(RoleCombination.NARROW, roles);
                            LabelledPermissions union =
                                    LabelledPermissions.combined(RoleCombination.UNION, roles);
                            assertThat(union.labels()).containsAll(narrow.labels());
                            assertThat(narrow.permissions())
                                    .allMatch(permission -> held(union, permission));
                        });
    }

    @Test
    void a_role_that_is_held_twice_changes_nothing() {
        generated()
                .forEach(
                        roles -> {
                            List<LabelledPermissions> twice = new ArrayList<>(roles);
                            twice.addAll(roles);
                            for (RoleCombination how : RoleCombination.values()) {
                                assertThat(LabelledPermissions.combined(how, twice))
                                        .isEqualTo(LabelledPermissions.combined(how, roles));
                            }
                        });
    }

    private static boolean gives(LabelledPermissions role, String permission, String label) {
        return held(role, permission)
                && (role.labels().contains(label) || role.labels().contains("*"));
    }

    private static boolean held(LabelledPermissions role, String permission) {
        boolean withinAll = !permission.equals("admin-permissions") && !permission.equals("stamp");
        return role.permissions().contains(permission)
                || (withinAll && role.permissions().contains("all"));
    }

    private static Stream<List<LabelledPermissions>> generated() {
        Random random = new Random(26);
        return Stream.generate(
                        () -> Stream.generate(() -> role(random)).limit(random.nextInt(5)).toList())
                .limit(GENERATED);
    }

    private static LabelledPermissions role(Random random) {
        return new LabelledPermissions(some(PERMISSIONS, random), some(LABELS, random));
    }

    private static Set<String> some(List<String> words, Random random) {
        return random.ints(random.nextInt(4), 0, words.size())
                .mapToObj(words::get)
                .collect(Collectors.toSet());
    }

    private static List<LabelledPermissions> roles(String text) {
        return Arrays.stream(text.split(";", -1)).map(LabelledPermissionsTest::role).toList();
    }

    private static LabelledPermissions role(String text) {
        String[] parts = text.split("@", -1);
        return new LabelledPermissions(
                words(parts[0]), parts.length > 1 ? words(parts[1]) : Set.of());
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
