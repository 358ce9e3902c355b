package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.dicomaccess.keycloak.dicom.ServerRoots.Service;
import org.junit.jupiter.api.Test;

class ServerRootsTest {

    private static final ServerRoots ROOTS =
            new ServerRoots(
                    new PathMapping("/orthanc/dicom-web", "/dicom-web"),
                    new PathMapping("/orthanc", "/"),
                    new PathMapping("/orthanc/wado", "/wado"));

    @Test
    void the_longest_root_wins() {
        assertThat(ROOTS.locate(List.of("orthanc", "dicom-web", "studies")))
                .isEqualTo(located(Service.DICOM_WEB, "/dicom-web", "studies"));
        assertThat(ROOTS.locate(List.of("orthanc", "studies", "x")))
                .isEqualTo(located(Service.REST, "", "studies", "x"));
        assertThat(ROOTS.locate(List.of("orthanc", "wado")))
                .isEqualTo(located(Service.WADO_URI, "/wado"));
    }

    @Test
    void a_root_is_whole_segments_and_not_a_beginning_of_them() {
        assertThat(ROOTS.locate(List.of("orthanc", "dicom-web2")).service())
                .isEqualTo(Service.REST);
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(() -> ROOTS.locate(List.of("orthanc2", "dicom-web")))
                .matches(e -> e.part() == NotUnderstoodException.Part.PATH);
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(() -> ROOTS.locate(List.of()));
    }

    @Test
    void of_two_services_at_one_root_dicomweb_is_taken() {
        PathMapping same = new PathMapping("/", "/x");
        ServerRoots roots = new ServerRoots(same, same, same);
        assertThat(roots.locate(List.of("studies")))
                .isEqualTo(located(Service.DICOM_WEB, "/x", "studies"));
    }

    private static ServerRoots.Located located(Service service, String behind, String... below) {
        return new ServerRoots.Located(service, behind, List.of(below));
    }
}
