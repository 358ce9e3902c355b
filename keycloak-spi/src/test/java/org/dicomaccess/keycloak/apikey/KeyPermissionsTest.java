package org.dicomaccess.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a key may do of what its owner may do. */
class KeyPermissionsTest {

    @ParameterizedTest
    @MethodSource("table")
    void a_key_has_what_its_owner_has_and_it_names(String key, String owner, String effective) {
        KeyPermissions permissions =
                switch (key) {
                    case "(owner's)" -> new KeyPermissions.Owners();
                    case "(none)" -> new KeyPermissions.Only(Set.of());
                    default -> new KeyPermissions.Only(words(key));
                };

        assertThat(permissions.effective(words(owner))).isEqualTo(words(effective));
    }

    static Stream<Arguments> table() {
        return TestTable.of(KeyPermissionsTest.class, "effective-permissions.tsv");
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
