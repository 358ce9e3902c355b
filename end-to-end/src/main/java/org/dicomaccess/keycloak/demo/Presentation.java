package org.dicomaccess.keycloak.demo;

import com.microsoft.playwright.Page;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/** What the demo shows of a running stack, printed line by line. */
public final class Presentation {

    private static final SampleStudy STUDY = SampleStudies.A;

    /** What the viewer says when the share was taken back. */
    private static final String ENDED = "This share has ended";

    private final Stack stack;
    private final Sharer doctor;
    private final PrintStream out;

    public Presentation(Stack stack, PrintStream out) {
        this.stack = stack;
        this.doctor = stack.doctor();
        this.out = out;
    }

    /** Prints what happens to a share; answers whether that was as it should be. */
    public boolean show() {
        GivenShare share = doctor.give(STUDY);
        ViewerLink opened = stack.open(share);
        Transcript transcript = new Transcript(stack, STUDY, SampleStudies.B, out);
        out.printf("%nThe doctor has given a share of study %s. Its link:%n%n", STUDY.letter());
        out.printf("  %s%n%n", share.url());
        out.println("Somebody has opened it. Their study token at the image server:");
        out.println();
        boolean asExpected = transcript.print(opened);
        doctor.revoke(share);
        out.printf("%nThe doctor has taken the share back. The same token, at once:%n%n");
        return transcript.printAfterRevoke(opened) && asExpected;
    }

    /** Prints a share that nobody takes back, and where people sign in. */
    public GivenShare offer() {
        GivenShare share = doctor.give(STUDY);
        out.printf("%nA second share of study %s, for you to open:%n%n", STUDY.letter());
        out.printf("  %s%n%n", share.url());
        out.printf("The viewer, for people who sign in: %s%n", stack.viewerRoot());
        out.printf("Sign in as %1$s with the password %1$s.%n%n", "doctor");
        URI console = stack.keycloak().publicRoot().resolve("admin/master/console/#/orthanc");
        out.printf("Keycloak's admin console: %s%n", console);
        out.printf("Sign in as %1$s with the password %1$s.%n", KeycloakServer.ADMIN);
        return share;
    }

    /**
     * Opens a share as a person does, takes it back, and looks for what the person is told.
     *
     * @return whether the images were drawn, and were gone then
     */
    public boolean check(GivenShare share) {
        try (HeadlessChromium browser = HeadlessChromium.launch()) {
            Page tab = browser.newVisitor().newPage();
            LandingPage landing = new LandingPage(tab);
            ViewerPage viewer = new ViewerPage(tab);
            landing.open(share.url());
            landing.screenshot(picture("landing"));
            landing.openButton().click();
            viewer.awaitImageOf(STUDY);
            viewer.awaitThumbnails(STUDY.series().size());
            viewer.awaitQuiet();
            viewer.screenshot(picture("opened"));
            List<String> failed = viewer.failedAnswers();
            out.printf("%nThe link drew its study in a browser: %s%n", picture("opened"));
            failed.forEach(answer -> out.println("Failed: " + answer));

            doctor.revoke(share);
            viewer.showSeriesOfThumbnail(1);
            String told = viewer.awaitRefusal();
            viewer.screenshot(picture("revoked"));
            out.printf("Taken back, it says: %s (%s)%n", told, picture("revoked"));
            return failed.isEmpty() && told.equals(ENDED);
        }
    }

    private Path picture(String name) {
        return stack.options().folder().resolve(name + ".png").normalize();
    }
}
