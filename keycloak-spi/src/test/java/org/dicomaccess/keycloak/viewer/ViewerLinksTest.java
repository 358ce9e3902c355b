package org.dicomaccess.keycloak.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.settings.ConfiguredServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViewerLinksTest {
    private static final String TOKEN = "abc.DEF-1_2.x";
    private static final String HOSTILE_TOKEN = "a\" $weasis:ui -q&x=1#é/..?+ ";

    private static final Map<String, String> UIDS = Map.of("A", "1.2.3", "B", "1.2.4");
    private static final Map<String, String> IDS =
            Map.of(
                    "A", "27f7126f-4f66fb14-03f4081b-f9341db2-53925988",
                    "B", "b9c08539-26f93bde-c81ab0d7-bffaf2cb-a4d0bdd0");

    private static final Map<String, String> EVERYTHING =
            Map.of(
                    "dicom-access.viewer.ohif", "https://v.example/ohif",
                    "dicom-access.viewer.stone", "https://v.example/orthanc/stone-webviewer/",
                    "dicom-access.viewer.volview", "https://v.example/orthanc/volview/",
                    "dicom-access.viewer.osimis", "https://v.example/orthanc/osimis-viewer",
                    "dicom-access.viewer.meddream", "https://v.example:8443/meddream",
                    "dicom-access.viewer.weasis", "https://v.example/orthanc/dicom-web/",
                    "dicom-access.viewer.download", "https://v.example/orthanc",
                    "dicom-access.ohif-modes",
                            "usAnnotation segmentation tmtv microscopy dynamic-volume");

    private static final Map<String, Map<String, String>> CONFIGURED =
            Map.of(
                    "everything", EVERYTHING,
                    "ohif", Map.of("dicom-access.viewer.ohif", "https://v.example/ohif"),
                    "tmtv", Map.of("dicom-access.ohif-modes", "tmtv"),
                    "ohif tmtv",
                            Map.of(
                                    "dicom-access.viewer.ohif", "https://v.example/ohif",
                                    "dicom-access.ohif-modes", "tmtv"),
                    "download", Map.of("dicom-access.viewer.download", "https://v.example/orthanc"),
                    "nothing", Map.of());

    private final ViewerLinks links = links(EVERYTHING);

    @ParameterizedTest(name = "{0}, {1}: {2}; {3}")
    @MethodSource("viewerLinks")
    void a_viewer_is_opened_in_the_form_it_reads(
            String viewer, String actions, String studies, String ids, String link) {
        assertThat(links.link(viewer(viewer), grant(actions, studies, ids), TOKEN))
                .hasValue(filled(link));
    }

    static Stream<Arguments> viewerLinks() {
        return TestTable.of(ViewerLinksTest.class, "viewer-links.tsv");
    }

    @Test
    void every_viewer_has_a_line_in_the_table() {
        assertThat(TestTable.rows(ViewerLinksTest.class, "viewer-links.tsv"))
                .extracting(row -> row.get(0))
                .containsAll(Arrays.stream(Viewer.values()).map(Viewer::code).toList());
    }

    @ParameterizedTest(name = "{0}, {1}: {2}; {3}")
    @MethodSource("missing")
    void a_viewer_that_cannot_open_a_grant_says_why(
            String viewer, String actions, String studies, String ids, String missing) {
        Grant grant = grant(actions, studies, ids);

        assertThat(links.missing(viewer(viewer), grant)).hasValue(missing);
        assertThat(links.link(viewer(viewer), grant, TOKEN)).isEmpty();
    }

    static Stream<Arguments> missing() {
        return TestTable.of(ViewerLinksTest.class, "missing.tsv");
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3}; {4}")
    @MethodSource("offered")
    void viewers_are_offered_that_open_the_grant_here(
            String configured,
            String own,
            String actions,
            String studies,
            String ids,
            String offered) {
        assertThat(
                        links(CONFIGURED.get(configured))
                                .offered(viewer(own), grant(actions, studies, ids)))
                .extracting(Viewer::code)
                .containsExactlyElementsOf(words(offered));
    }

    static Stream<Arguments> offered() {
        return TestTable.of(ViewerLinksTest.class, "offered.tsv");
    }

    @ParameterizedTest
    @EnumSource(Viewer.class)
    void a_viewer_that_is_not_served_here_names_the_setting(Viewer viewer) {
        ViewerLinks none = links(Map.of());
        Grant grant = grant("read download", "A", "A");

        assertThat(none.unserved(viewer)).isTrue();
        assertThat(none.missing(viewer, grant).orElseThrow())
                .matches("the client attribute dicom-access\\.viewer\\.[a-z]+ is not set");
        assertThat(none.link(viewer, grant, TOKEN)).isEmpty();
        assertThat(links.unserved(viewer)).isFalse();
    }

    @Test
    void a_mode_that_is_not_offered_here_names_the_setting() {
        ViewerLinks one = links(CONFIGURED.get("ohif tmtv"));

        assertThat(one.unserved(Viewer.OHIF_SEGMENTATION)).isTrue();
        assertThat(one.missing(Viewer.OHIF_SEGMENTATION, grant("read", "A", "")))
                .hasValue(
                        "the client attribute dicom-access.ohif-modes does not list segmentation");
    }

    @Test
    void archives_of_several_studies_are_one_link_each() {
        assertThat(links.archives(grant("read download", "A,B", "A,B"), TOKEN))
                .containsExactly(archive("A"), archive("B"));
        assertThat(links.archives(grant("download", "", "B"), TOKEN)).containsExactly(archive("B"));
    }

    private static StudyArchive archive(String study) {
        String id = IDS.get(study);
        return new StudyArchive(
                new OrthancId(id),
                "https://v.example/orthanc/studies/%s/archive?token=%s".formatted(id, TOKEN));
    }

    @Test
    void archives_are_for_all_studies_or_none() {
        assertThat(links.archives(grant("read download", "A,B", "A"), TOKEN)).isEmpty();
        assertThat(links.archives(grant("read", "A", "A"), TOKEN)).isEmpty();
        assertThat(links(Map.of()).archives(grant("download", "A", "A"), TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Viewer.class)
    void whatever_stands_for_a_token_changes_nothing_else_in_the_link(Viewer viewer) {
        Grant grant = grant("read download", "A", "A");
        String plain = links.link(viewer, grant, "TOKEN").orElseThrow();

        String hostile = links.link(viewer, grant, HOSTILE_TOKEN).orElseThrow();

        int begin = plain.indexOf("TOKEN");
        int rest = plain.length() - begin - "TOKEN".length();
        assertThat(hostile).startsWith(plain.substring(0, begin));
        assertThat(hostile).endsWith(plain.substring(begin + "TOKEN".length()));
        assertThat(hostile.substring(begin, hostile.length() - rest)).matches("[A-Za-z0-9._%-]+");
    }

    @Test
    void weasis_sees_no_variable_and_no_end_of_a_text_in_an_address() {
        ViewerLinks odd = links(Map.of("dicom-access.viewer.weasis", "https://v.example/$a/(b)'"));

        String link = odd.link(Viewer.WEASIS, grant("read download", "A", ""), TOKEN).orElseThrow();

        assertThat(URI.create(link).getRawAuthority()).doesNotContain("/", "\"", "'");
        assertThat(URLDecoder.decode(link, StandardCharsets.UTF_8))
                .startsWith("weasis://$dicom:rs --url \"https://v.example/%24a/(b)'\" -r ");
    }

    private static ViewerLinks links(Map<String, String> attributes) {
        return new ViewerLinks(ConfiguredServer.of(attributes));
    }

    private static Viewer viewer(String code) {
        return Viewer.ofCode(code).orElseThrow();
    }

    private static Grant grant(String actions, String studies, String ids) {
        return new Grant(
                "orthanc",
                named(studies, letter -> new StudyInstanceUid(UIDS.get(letter))),
                named(ids, letter -> new OrthancId(IDS.get(letter))),
                words(actions).stream()
                        .map(word -> Action.ofCode(word).orElseThrow())
                        .collect(Collectors.toSet()),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60));
    }

    private static <T> Set<T> named(String letters, Function<String, T> name) {
        return Arrays.stream(letters.split(",", -1))
                .filter(letter -> !letter.isEmpty())
                .map(name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }

    private static String filled(String link) {
        String filled = link.replace("{token}", TOKEN);
        for (String letter : UIDS.keySet()) {
            filled =
                    filled.replace("{" + letter + "}", UIDS.get(letter))
                            .replace("{" + letter + ".orthanc}", IDS.get(letter));
        }
        return filled;
    }
}
