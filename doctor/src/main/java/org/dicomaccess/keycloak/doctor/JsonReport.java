package org.dicomaccess.keycloak.doctor;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Trouble;
import org.dicomaccess.keycloak.doctor.finding.Verdict;

/** For programs: one JSON object at the end. Verdicts have the words of the other report. */
final class JsonReport implements Report {
    private final PrintStream out;
    private final Map<String, Object> report = new LinkedHashMap<>();

    JsonReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(Target target) {
        report.put("address", target.gateway().toString());
        report.put("realm", target.realm());
        report.put("client", target.client());
    }

    @Override
    public void add(Finding finding) {
        // All of them at the end.
    }

    @Override
    public void end(List<Finding> findings) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            counts.put(
                    verdict.words(),
                    findings.stream().filter(finding -> finding.verdict() == verdict).count());
        }
        report.put("healthy", findings.stream().allMatch(f -> f.verdict() != Verdict.WRONG));
        report.put("counts", counts);
        report.put("examinations", findings.stream().map(JsonReport::written).toList());
        try {
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(report));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Object> written(Finding finding) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("name", finding.examination());
        written.put("verdict", finding.verdict().words());
        written.put("saw", finding.saw());
        written.put("troubles", finding.troubles().stream().map(JsonReport::written).toList());
        return written;
    }

    private static Map<String, Object> written(Trouble trouble) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("verdict", trouble.verdict().words());
        written.put("what", trouble.what());
        written.put("mend", trouble.mend());
        return written;
    }
}
