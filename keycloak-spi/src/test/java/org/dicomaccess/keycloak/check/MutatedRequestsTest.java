package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.PathMapping;
import org.dicomaccess.keycloak.dicom.ServerRoots;
import org.dicomaccess.keycloak.dicom.Table;
import org.junit.jupiter.api.Test;

/** Requests of the tables, changed at random but always in the same way. */
class MutatedRequestsTest {

    private static final long SEED = 20_260_601;
    private static final int ROUNDS = 200_000;
    private static final String LETTERS =
            "/.%;?&=,*\\#+ 0123456789aAdDeEzZ:@^~-_|\"<\u0000\u00e9\uff11";
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "HEAD", "POST", "PUT");
    private static final List<String> PIECES =
            List.of(
                    "/../",
                    "/./",
                    "//",
                    "%2e%2e/",
                    "%2F",
                    "%00",
                    "%25",
                    "&StudyInstanceUID=",
                    "&0020000D=",
                    "?StudyInstanceUID=",
                    "&0020000d=",
                    "&studyUID=",
                    "&limit=1",
                    "&includefield=all",
                    "&token=x",
                    "/series",
                    "/instances",
                    "/metadata",
                    "/studies/",
                    "/frames/1",
                    ",",
                    "*",
                    "=");

    private static final ServerRoots AS_BEHIND =
            new ServerRoots(
                    new PathMapping("/dicom-web", "/dicom-web"),
                    new PathMapping("/", "/"),
                    new PathMapping("/wado", "/wado"));

    private final Random random = new Random(SEED);
    private final Grant grant = SampleStudies.grantOfA(EnumSet.allOf(Action.class));
    private final List<String> granted = targets("granted-requests.tsv", 2);
    private final List<String> hostile = targets("hostile-requests.tsv", 1);
    private final List<String> values = values();

    @Test
    void no_mutation_opens_another_study() {
        int opened = 0;
        int unchanged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String method = any(METHODS);
            String target = mutated();
            Decision decision = decide(method, target, SampleStudies.ROOTS);
            if (decision instanceof Decision.Granted answer) {
                opened++;
                String forwarded = answer.target().orElseThrow();
                assertThat(ForwardedTarget.studiesGivenAway(forwarded))
                        .as("%s %s", method, target)
                        .isNotEmpty()
                        .isSubsetOf(SampleStudies.A.value(), SampleStudies.A_ORTHANC.value());
                assertThat(decide(method, forwarded, AS_BEHIND))
                        .as("%s %s read once more", method, target)
                        .isEqualTo(decision);
            }
            // Forwarded as it came, it is granted only where that is what would be forwarded.
            if (asItCame(method, target).granted()) {
                unchanged++;
                assertThat(((Decision.Granted) decision).target())
                        .as("%s %s", method, target)
                        .contains(target.substring("/orthanc".length()));
            }
        }
        assertThat(opened).as("mutations that are still understood").isGreaterThan(ROUNDS / 50);
        assertThat(unchanged).as("those that need no rewriting").isGreaterThan(ROUNDS / 200);
    }

    private Decision decide(String method, String target, ServerRoots roots) {
        return decide(new DicomWebCall(method, target, roots));
    }

    private Decision asItCame(String method, String target) {
        return decide(new DicomWebCall(method, target, SampleStudies.ROOTS, Forwarding.AS_IT_CAME));
    }

    private Decision decide(DicomWebCall call) {
        return Check.decide(call, grant, SampleStudies.NOW, Duration.ofSeconds(15));
    }

    private String mutated() {
        StringBuilder target = new StringBuilder(target());
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(target.length() + 1);
            switch (random.nextInt(8)) {
                case 0 -> target.insert(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
                case 1 -> target.delete(at, Math.min(target.length(), at + 1 + random.nextInt(3)));
                case 2 -> target.insert(at, any(PIECES));
                case 3 -> target.append(any(PIECES)).append(any(values));
                case 4 -> replaceValue(target);
                case 5 -> target.replace(at, target.length(), tail(target()));
                case 6 -> encode(target, at);
                default -> flipCase(target, at);
            }
        }
        return target.toString();
    }

    private String target() {
        return any(random.nextBoolean() ? granted : hostile);
    }

    private void replaceValue(StringBuilder target) {
        String old = any(values);
        int at = target.indexOf(old);
        if (at >= 0) {
            target.replace(at, at + old.length(), any(values));
        }
    }

    private String tail(String target) {
        return target.substring(random.nextInt(target.length() + 1));
    }

    private static void encode(StringBuilder target, int at) {
        if (at < target.length()) {
            target.replace(at, at + 1, String.format("%%%02X", (int) target.charAt(at)));
        }
    }

    private static void flipCase(StringBuilder target, int at) {
        if (at < target.length()) {
            char c = target.charAt(at);
            char other =
                    Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
            target.setCharAt(at, other);
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<String> targets(String table, int column) {
        return Table.read(MutatedRequestsTest.class, table).stream()
                .map(row -> SampleStudies.filled(row.get(column)))
                .filter(target -> target.length() <= 1_000)
                .toList();
    }

    private static List<String> values() {
        List<String> values = new ArrayList<>();
        SampleStudies.values().forEach(values::add);
        return values;
    }
}
