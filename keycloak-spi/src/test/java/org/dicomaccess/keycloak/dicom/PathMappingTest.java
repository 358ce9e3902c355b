package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PathMappingTest {

    static List<List<String>> mappings() {
        return Table.read(PathMappingTest.class, "path-mappings.tsv");
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void a_path_is_absolute_and_plain(List<String> row) {
        String publicPath = row.get(0);
        String behind = row.get(1);
        if (row.get(2).equals("yes")) {
            PathMapping mapping = new PathMapping(publicPath, behind);
            assertThat(mapping.publicPath()).doesNotEndWith("/");
            assertThat(mapping.behindPath()).doesNotEndWith("/");
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PathMapping(publicPath, behind))
                    .withMessageMatching("(publicPath|behindPath) .*");
        }
    }

    @Test
    void the_root_is_the_empty_text_and_a_slash_at_the_end_is_dropped() {
        assertThat(new PathMapping("/orthanc/", "/")).isEqualTo(new PathMapping("/orthanc", ""));
    }
}
