package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.GivenShare;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether all clocks show the same time: the ends of shares hang on it. */
final class Clocks implements Examination {
    /** A header tells whole seconds, and an answer takes its time. */
    private static final Duration ACCURACY = Duration.ofSeconds(5);

    private static final Duration MOST = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "clocks";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        look(deployment, "the gateway", target.at("/ohif/"), notes);
        look(deployment, "Keycloak", target.realmAt("/.well-known/openid-configuration"), notes);
        try {
            GivenShare share = deployment.share();
            share.token()
                    .claims()
                    .number("iat")
                    .ifPresent(
                            issued ->
                                    compare(
                                            "Keycloak (in its tokens)",
                                            Instant.ofEpochSecond(issued),
                                            share.asked(),
                                            notes));
        } catch (NotExaminedException noShare) {
            notes.saw("without the one in tokens");
        }
    }

    private static void look(Deployment deployment, String whose, URI address, Notes notes) {
        Instant before = deployment.clock().instant();
        Answer answer = deployment.http().get(address);
        Optional<Instant> told = answer.header("Date").flatMap(Clocks::instant);
        if (told.isEmpty()) {
            notes.saw(whose + " does not tell the time");
            return;
        }
        compare(whose, told.get(), before, notes);
    }

    private static void compare(String whose, Instant told, Instant here, Notes notes) {
        Duration off = Duration.between(here, told);
        String mend =
                "Keep the clocks of all machines with NTP (timedatectl set-ntp true), this one's"
                        + " too.";
        String what =
                "The clock of %s is %d seconds %s this machine's."
                        .formatted(
                                whose,
                                off.abs().toSeconds(),
                                off.isNegative() ? "behind" : "ahead of");
        if (off.abs().compareTo(MOST) > 0) {
            notes.wrong(what, mend);
        } else if (off.abs().compareTo(ACCURACY) > 0) {
            notes.warning(what, mend);
        }
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
