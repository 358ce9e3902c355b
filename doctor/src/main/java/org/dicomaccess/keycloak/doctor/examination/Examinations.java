package org.dicomaccess.keycloak.doctor.examination;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;

/** Everything that is looked at, in the order in which one thing rests on the other. */
public final class Examinations {
    private static final int HTTP = 80;
    private static final int MANAGEMENT = 9000;
    private static final List<Integer> ORTHANC = List.of(8042, 4242);

    /** An end counts to the second; some more for clocks that are a little apart. */
    private static final Duration END = Duration.ofSeconds(Deployment.BRIEF_SECONDS + 3);

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final List<Examination> all;

    private Examinations(List<Examination> all) {
        this.all = all;
    }

    /** All of them. */
    public static Examinations all() {
        return new Examinations(
                Stream.<Stream<? extends Examination>>of(
                                reached(),
                                shares(),
                                GatewayRequest.all().stream(),
                                ends(),
                                inside(),
                                orthanc(),
                                OrthancLock.all().stream())
                        .<Examination>flatMap(some -> some)
                        .toList());
    }

    private static Stream<Examination> reached() {
        return Stream.of(
                new Certificate(),
                new GatewayAnswers(),
                new PlainHttp(HTTP),
                new StrictTransport(),
                new ServerVersion(),
                new ViewerServed(),
                new ViewerHeaders(),
                new CrossOriginIsolation(),
                new RealmThere(),
                new Issuer(),
                new IssuerOfViewer(),
                new RealmAddresses(),
                new SpoofedHosts(),
                new SigningKeys(),
                new SignIn(),
                new ExtensionThere(),
                new DicomWebClosed(),
                new RefusalHeaders(),
                new TokenInAddress());
    }

    private static Stream<Examination> shares() {
        return Stream.of(
                new ShareGiven(),
                new Clocks(),
                new Audience(),
                new Signature(),
                new StudyTokenAtKeycloak(),
                new SharePage(),
                new SharePageHeaders(),
                new Cookies(),
                new ShareOpened());
    }

    private static Stream<Examination> ends() {
        return Stream.of(new AfterItsEnd(END, BETWEEN), new TakenBack());
    }

    private static Stream<Examination> inside() {
        return Stream.of(
                new ManagementClosed(MANAGEMENT),
                new AdminConsole(),
                new OrthancPortsClosed(ORTHANC));
    }

    private static Stream<Examination> orthanc() {
        return Stream.of(new OrthancClosed(), new OrthancStudy(), new OrthancLevels());
    }

    /** Makes them one after the other; each finding comes as soon as it is there. */
    public Stream<Finding> of(Deployment deployment) {
        return all.stream().map(examination -> finding(examination, deployment));
    }

    static Examination named(String name) {
        return all().all.stream()
                .filter(examination -> examination.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    static Finding finding(Examination examination, Deployment deployment) {
        Notes notes = new Notes(examination.name());
        try {
            examination.examine(deployment, notes);
        } catch (TroubleException trouble) {
            notes.note(trouble.trouble());
        } catch (NotExaminedException impossible) {
            notes.note(impossible.trouble());
        }
        return notes.finding();
    }
}
