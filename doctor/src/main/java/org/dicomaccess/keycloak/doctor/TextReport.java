package org.dicomaccess.keycloak.doctor;

import java.io.PrintStream;
import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Trouble;
import org.dicomaccess.keycloak.doctor.finding.Verdict;

/** For people: a line for each examination, and below it what is wrong and how to mend it. */
final class TextReport implements Report {
    private final PrintStream out;

    TextReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(Target target) {
        out.printf(
                "%s, realm %s, client %s, looked at from outside%n%n",
                target.gateway(), target.realm(), target.client());
    }

    @Override
    public void add(Finding finding) {
        String saw = finding.saw().isEmpty() ? "" : ": " + finding.saw();
        out.printf(
                "%-13s %s%s%n",
                finding.verdict().words(),
                finding.examination(),
                finding.troubles().isEmpty() ? saw : "");
        for (Trouble trouble : finding.troubles()) {
            below(trouble.what());
            if (!trouble.mend().isEmpty()) {
                below("-> " + trouble.mend());
            }
        }
    }

    private void below(String words) {
        out.printf("%-13s %s%n", "", words);
    }

    @Override
    public void end(List<Finding> findings) {
        out.printf(
                "%n%d ok, %d warnings, %d wrong, %d not examined.%n",
                count(findings, Verdict.OK),
                count(findings, Verdict.WARNING),
                count(findings, Verdict.WRONG),
                count(findings, Verdict.NOT_EXAMINED));
        if (count(findings, Verdict.WRONG) > 0) {
            out.println(
                    "Mend what is wrong from the top down: one thing often follows from another.");
        } else {
            out.println("Nothing is wrong that can be seen from here.");
        }
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }
}
