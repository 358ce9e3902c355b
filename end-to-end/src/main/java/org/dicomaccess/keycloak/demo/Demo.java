package org.dicomaccess.keycloak.demo;

import com.microsoft.playwright.PlaywrightException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.MissingPartException;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackException;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/**
 * What {@code ./demo} runs: starts all parts, prints a link to one study, shows that the same link
 * opens nothing else, and waits for Ctrl-C. With {@code --check} it opens the link in a headless
 * browser instead of waiting.
 */
public final class Demo {

    private static final int WORKED = 0;
    private static final int FAILED = 1;
    private static final int WRONG_CALL = 2;

    private static final SampleStudy STUDY = SampleStudies.A;

    private final Stack stack;
    private final PrintStream out;

    private Demo(Stack stack, PrintStream out) {
        this.stack = stack;
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
            return check ? demo.check(worked) : demo.untilInterrupted();
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

    /** Prints what there is to try; answers whether the link opened its study and nothing else. */
    private boolean show() {
        ViewerLink link = stack.mintLink(STUDY);
        URI console = stack.keycloak().root().resolve("admin/master/console/#/orthanc");
        out.printf("%nThis link opens study %s and nothing else:%n%n", STUDY.letter());
        out.printf("  %s%n%n", link.url());
        out.println("The same token at the image server:");
        out.println();
        boolean asExpected = new Transcript(stack, STUDY, SampleStudies.B, out).print(link);
        out.printf("%nKeycloak's admin console: %s%n", console);
        out.printf("Sign in as %1$s with the password %1$s.%n", KeycloakServer.ADMIN);
        return asExpected;
    }

    private int check(boolean asExpected) {
        Path picture = stack.options().folder().resolve("link.png").normalize();
        try (HeadlessChromium browser = HeadlessChromium.launch()) {
            ViewerPage page = new ViewerPage(browser.newVisitor().newPage());
            page.open(stack.mintLink(STUDY).url());
            page.awaitImageOf(STUDY);
            page.screenshot(picture);
            List<String> failed = page.failedAnswers();
            out.printf("%nThe link drew its study in a browser: %s%n", picture);
            failed.forEach(answer -> out.println("Failed: " + answer));
            return asExpected && failed.isEmpty() ? WORKED : FAILED;
        }
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
