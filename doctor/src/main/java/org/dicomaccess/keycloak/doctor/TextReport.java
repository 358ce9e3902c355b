package org.dicomaccess.keycloak.doctor;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Trouble;
import org.dicomaccess.keycloak.doctor.finding.Verdict;

/** For people: a line for each examination, and below it what is wrong and how to mend it. */
final class TextReport implements Report {
    private final PrintStream out;
    private final List<Finding> waiting = new ArrayList<>();

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
        if (!waiting.isEmpty() && !waiting.get(0).troubles().equals(finding.troubles())) {
            print();
        }
        waiting.add(finding);
        if (finding.verdict() != Verdict.NOT_EXAMINED) {
            print();
        }
    }

    /** What could not be examined for one and the same reason, in one line. */
    private void print() {
        Finding first = waiting.get(0);
        String saw = first.saw().isEmpty() ? "" : ": " + first.saw();
        String more = waiting.size() == 1 ? "" : " and %d more".formatted(waiting.size() - 1);
        out.printf(
                "%-13s %s%s%s%n",
                first.verdict().words(),
                first.examination(),
                more,
                first.troubles().isEmpty() ? plain(saw) : "");
        for (Trouble trouble : first.troubles()) {
            below(trouble.what());
            if (!trouble.mend().isEmpty()) {
                below("-> " + trouble.mend());
            }
        }
        waiting.clear();
    }

    private void below(String words) {
        out.printf("%-13s %s%n", "", plain(words));
    }

    /** Some of it is what servers said, and terminals obey some characters. */
    private static String plain(String words) {
        return words.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public void end(List<Finding> findings) {
        if (!waiting.isEmpty()) {
            print();
        }
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
