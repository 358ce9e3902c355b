package org.dicomaccess.keycloak.demo;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.MissingPartException;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackException;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/**
 * What {@code ./demo} runs: starts all parts, gives a share of one study, shows that it opens
 * nothing else and what is left of it when it was taken back, and waits for Ctrl-C beside a second
 * one. With {@code --check} it opens that one in a headless browser instead of waiting, and takes
 * it back.
 */
public final class Demo {

    private static final int WORKED = 0;
    private static final int FAILED = 1;
    private static final int WRONG_CALL = 2;

    private static final SampleStudy STUDY = SampleStudies.A;

    /** What the viewer says when the share was taken back. */
    private static final String ENDED = "This share has ended";

    private final Stack stack;
    private final Sharer doctor;
    private final PrintStream out;

    private Demo(Stack stack, PrintStream out) {
        this.stack = stack;
        this.doctor = stack.doctor();
        this.out = out;
    }

    /** Runs in the project's folder, after a build. */
    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments), Path.of(""), System.out));
    }

    private static int run(List<String> arguments, Path project, PrintStream out) {
        boolean check = arguments.equals(List.of("--check"));
        if (!check && !arguments.isEmpty()) {
            out.println("Usage: ./demo [--check]");
            return WRONG_CALL;
        }
        out.println("Starting Orthanc, Keycloak, nginx and the viewer.");
        try (Stack stack = Stack.start(options(project))) {
            Demo demo = new Demo(stack, out);
            boolean worked = demo.show();
            GivenShare share = demo.offer();
            return check ? demo.check(worked, share) : demo.untilInterrupted();
        } catch (MissingPartException | StackException | PlaywrightException problem) {
            out.println(problem.getMessage());
            return FAILED;
        }
    }

    private static StackOptions options(Path project) {
        Path parts = project.resolve("end-to-end/target/parts");
        return new StackOptions(
                project,
                parts.resolve("keycloak.zip"),
                parts.resolve("keycloak-dicom-access.jar"),
                project.resolve(".demo"),
                Ports.fixed());
    }

    /**
     * Prints what is seen before anybody opens the second link.
     *
     * @return whether what happened to the first was as it should be
     */
    public static boolean show(Stack stack, PrintStream out) {
        Demo demo = new Demo(stack, out);
        boolean worked = demo.show();
        demo.offer();
        return worked;
    }

    /** Prints what happens to a share; answers whether that was as it should be. */
    private boolean show() {
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
    private GivenShare offer() {
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

    /** Opens the share as a person does, takes it back, and looks for what the person is told. */
    private int check(boolean asExpected, GivenShare share) {
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
            return asExpected && failed.isEmpty() && told.equals(ENDED) ? WORKED : FAILED;
        }
    }

    private Path picture(String name) {
        return stack.options().folder().resolve(name + ".png").normalize();
    }

    private int untilInterrupted() {
        out.printf("%nCtrl-C stops everything.%n");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        return WORKED;
    }
}
