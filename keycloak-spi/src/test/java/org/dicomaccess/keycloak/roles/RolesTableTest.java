package org.dicomaccess.keycloak.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RolesTableTest {

    @Test
    void the_order_in_which_values_come_is_not_part_of_the_content() {
        RolesTable one =
                table(
                        Map.of("r", new RoleRights(List.of("a", "b"), List.of("view", "send"))),
                        "x",
                        "y");
        RolesTable other =
                table(
                        Map.of(
                                "r",
                                new RoleRights(
                                        List.of("b", "a", "b"), List.of("send", "view", "view"))),
                        "y",
                        "x",
                        "x");

        assertThat(other).isEqualTo(one);
        assertThat(other.version()).isEqualTo(one.version());
    }

    @Test
    void no_two_contents_have_one_version() {
        List<RolesTable> tables =
                List.of(
                        table(Map.of()),
                        table(Map.of(), "a"),
                        table(Map.of(), "a", "b"),
                        table(Map.of(), "ab"),
                        table(Map.of("a", RoleRights.NONE)),
                        table(Map.of("a", RoleRights.NONE), "a"),
                        table(Map.of("a", RoleRights.NONE, "b", RoleRights.NONE)),
                        table(Map.of("a", new RoleRights(List.of("b"), List.of()))),
                        table(Map.of("a", new RoleRights(List.of(), List.of("b")))),
                        table(Map.of("a", new RoleRights(List.of("b"), List.of("c")))),
                        table(Map.of("a", new RoleRights(List.of("b", "c"), List.of()))),
                        table(Map.of("a", new RoleRights(List.of("bc"), List.of()))),
                        table(Map.of("a", new RoleRights(List.of("1:b"), List.of()))),
                        table(Map.of("a", new RoleRights(List.of("]0["), List.of()))),
                        table(Map.of("ab", new RoleRights(List.of("c"), List.of()))),
                        table(Map.of("A", new RoleRights(List.of("b"), List.of()))));

        assertThat(tables).extracting(RolesTable::version).doesNotHaveDuplicates();
        assertThat(tables)
                .extracting(RolesTable::version)
                .allMatch(version -> version.matches("[A-Za-z0-9_-]{43}"));
    }

    private static RolesTable table(Map<String, RoleRights> roles, String... labels) {
        return new RolesTable(new TreeMap<>(roles), List.of(labels));
    }
}
