package org.dicomaccess.keycloak.doctor.examination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The locks of an Orthanc with its authorization plugin, whole and with entries missing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrthancLockTest {
    private final Permissions shipped = Permissions.shipped();

    private SimulatedDeployment realm;

    @BeforeAll
    void a_realm_runs() {
        realm = SimulatedDeployment.healthy();
    }

    @AfterAll
    void it_stops() {
        realm.close();
    }

    static Stream<String> locks() {
        return OrthancLock.all().stream().map(OrthancLock::name);
    }

    static Stream<String> locksOfShares() {
        return OrthancLock.all().stream()
                .filter(lock -> lock.entry().contains("share-"))
                .map(OrthancLock::name);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void the_shipped_list_locks_it(String name) {
        assertThat(with(shipped, name).verdict()).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void its_entry_is_the_one_of_the_shipped_list_that_decides(String name) {
        OrthancLock lock = lock(name);
        String path =
                lock.path()
                        .replaceAll("\\{uid}", SimulatedOrthanc.UID)
                        .replaceAll("\\{[a-z]+}", SimulatedOrthanc.STUDY);

        assertThat(
                        shipped.entries().stream()
                                .filter(entry -> entry.matches(lock.method(), path))
                                .findFirst()
                                .orElseThrow()
                                .text())
                .isEqualTo(lock.entry());
    }

    @ParameterizedTest
    @MethodSource("locksOfShares")
    void without_the_locks_it_is_open_and_the_entry_is_named(String name) {
        Finding finding = with(shipped.without(Permissions.Entry::isLock), name);

        assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
        assertThat(finding.troubles().toString())
                .contains("OPEN", lock(name).entry(), "docker/orthanc/authorization.json");
    }

    /** A probe must not be able to do anything where it is let through. */
    @ParameterizedTest
    @MethodSource("locks")
    void nothing_is_changed_where_it_is_open(String name) {
        OrthancLock lock = lock(name);

        if (lock.method().equals("DELETE") || lock.method().equals("PUT")) {
            assertThat(lock.path()).matches(".*/(no-such-thing|labels/no/such|metadata)");
        }
        if (lock.method().equals("POST")) {
            assertThat(lock.path()).matches(".*/([a-z-]*no-such-thing|metadata|studies/\\{uid})");
        }
    }

    @Test
    void a_study_is_read_with_its_token() {
        assertThat(with(shipped, "Orthanc: its study").verdict()).isEqualTo(Verdict.OK);
        assertThat(with(shipped, "Orthanc: series of its study").verdict()).isEqualTo(Verdict.OK);
        assertThat(with(shipped, "Orthanc without a token").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void an_orthanc_without_the_plugin_is_open_to_everybody() {
        Fault open = (asked, told) -> told.status() == 403 ? Told.json("[]") : told;

        assertFound(
                open,
                "Orthanc without a token",
                "EVERYBODY who reaches Orthanc",
                "WebServiceRootUrl");
    }

    @Test
    void a_plugin_that_asks_somebody_else_refuses_the_study() {
        Fault refusing = (asked, told) -> told.withStatus(403);

        assertFound(
                refusing,
                "Orthanc: its study",
                "does not open it",
                "WebServiceRootUrl",
                "WebServicePassword",
                "TokenHttpHeaders");
    }

    @Test
    void a_study_that_is_not_there_is_named() {
        Fault empty = (asked, told) -> told.status() == 200 ? told.withStatus(404) : told;

        assertFound(empty, "Orthanc: its study", "404", "--study");
    }

    @Test
    void a_plugin_that_checks_series_refuses_them() {
        assertFound(
                Fault.below("/series/", told -> told.withStatus(403)),
                "Orthanc: its study",
                "A series of the granted study is refused",
                "CheckedLevel");
        assertFound(
                Fault.at(
                        "/dicom-web/studies/" + SimulatedOrthanc.UID + "/series",
                        told -> told.withStatus(403)),
                "Orthanc: series of its study",
                "A series of the granted study is refused",
                "CheckedLevel");
    }

    @Test
    void locks_are_not_examined_when_the_study_is_refused() {
        Fault refusing = (asked, told) -> told.withStatus(403);
        try (SimulatedOrthanc orthanc = orthanc(shipped, refusing)) {
            List<Finding> findings =
                    Examinations.all()
                            .of(Examined.at(realm.root()).orthanc(orthanc.target()).deployment())
                            .filter(finding -> finding.examination().startsWith("lock of"))
                            .toList();

            assertThat(findings)
                    .isNotEmpty()
                    .allMatch(finding -> finding.verdict() == Verdict.NOT_EXAMINED);
        }
    }

    private void assertFound(Fault fault, String examination, String... words) {
        try (SimulatedOrthanc orthanc = orthanc(shipped, fault)) {
            Finding finding = Examined.at(realm.root()).orthanc(orthanc.target()).by(examination);

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains(words);
        }
    }

    private Finding with(Permissions permissions, String examination) {
        try (SimulatedOrthanc orthanc = orthanc(permissions, Fault.NONE)) {
            return Examined.at(realm.root()).orthanc(orthanc.target()).by(examination);
        }
    }

    private SimulatedOrthanc orthanc(Permissions permissions, Fault fault) {
        return new SimulatedOrthanc(permissions, realm.tokens()::contains, fault);
    }

    private static OrthancLock lock(String name) {
        return OrthancLock.all().stream()
                .filter(lock -> lock.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
