package org.dicomaccess.keycloak.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.examination.Examinations;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Verdict;
import org.dicomaccess.keycloak.doctor.http.Http;
import org.dicomaccess.keycloak.doctor.http.Trust;

/**
 * The command: examines a deployment and says what is wrong. {@code --help} says how to call it.
 */
public final class Doctor {
    private static final int HEALTHY = 0;
    private static final int ILL = 1;
    private static final int WRONG_CALL = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ALL = Duration.ofMinutes(3);

    private final PrintStream out;
    private final PrintStream error;

    Doctor(PrintStream out, PrintStream error) {
        this.out = out;
        this.error = error;
    }

    public static void main(String[] words) {
        // Before the first call: Java's client sends no other Host otherwise.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        // JSON is UTF-8 (RFC 8259), whatever the terminal is.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        int end = new Doctor(out, System.err).run(List.of(words), System.getenv());
        out.flush();
        System.exit(end);
    }

    /** The code to exit with. */
    int run(List<String> words, Map<String, String> environment) {
        if (words.contains("--help")) {
            out.print(Arguments.USAGE);
            return HEALTHY;
        }
        Arguments arguments;
        try {
            arguments = Arguments.of(words, environment);
        } catch (WrongCallException wrong) {
            error.println(wrong.getMessage());
            error.print(Arguments.USAGE);
            return WRONG_CALL;
        }
        Report report = arguments.isJson() ? new JsonReport(out) : new TextReport(out);
        return examine(arguments.target(), report) ? HEALTHY : ILL;
    }

    private static boolean examine(Target target, Report report) {
        Clock clock = Clock.systemUTC();
        Trust trust = target.isBlind() ? Trust.blind() : target.trust();
        Deployment deployment =
                new Deployment(target, new Http(trust, clock, PATIENCE, ALL), clock);
        report.begin(target);
        List<Finding> findings = Examinations.all().of(deployment).peek(report::add).toList();
        report.end(findings);
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.WRONG);
    }
}
