package org.dicomaccess.keycloak.demo;

import com.microsoft.playwright.PlaywrightException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.MissingPartException;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackException;
import org.dicomaccess.keycloak.stack.StackOptions;

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

    private Demo() {}

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
            Presentation presentation = new Presentation(stack, out);
            boolean worked = presentation.show();
            GivenShare share = presentation.offer();
            if (!check) {
                untilInterrupted(out);
                return WORKED;
            }
            return presentation.check(share) && worked ? WORKED : FAILED;
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
                parts.resolve("providers"),
                project.resolve(".demo"),
                Ports.fixed());
    }

    private static void untilInterrupted(PrintStream out) {
        out.printf("%nCtrl-C stops everything.%n");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
