package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.http.Http;
import org.dicomaccess.keycloak.doctor.http.Secret;
import org.dicomaccess.keycloak.doctor.http.Trust;

/** A deployment to examine, as the command would: what is not said is usual. */
record Examined(Target target, Clock clock, Duration patience) {

    static Examined at(URI root) {
        Target target =
                new Target(
                        root,
                        root,
                        true,
                        "orthanc",
                        "orthanc",
                        Optional.of(new Secret(SimulatedDeployment.SECRET)),
                        Optional.empty(),
                        // Read from a file each time, and of no use without https.
                        Trust.blind(),
                        false);
        return new Examined(target, Clock.systemUTC(), Duration.ofSeconds(10));
    }

    Examined clock(Clock other) {
        return new Examined(target, other, patience);
    }

    Examined patience(Duration other) {
        return new Examined(target, clock, other);
    }

    Examined keycloak(URI keycloak) {
        return with(keycloak, target.isLocal(), target.secret(), target.trust(), target.isBlind());
    }

    Examined publicly() {
        return with(target.keycloak(), false, target.secret(), target.trust(), target.isBlind());
    }

    Examined secret(Optional<Secret> secret) {
        return with(target.keycloak(), target.isLocal(), secret, target.trust(), target.isBlind());
    }

    Examined trusting(Trust trust) {
        return with(target.keycloak(), target.isLocal(), target.secret(), trust, target.isBlind());
    }

    Examined blindly() {
        return with(target.keycloak(), target.isLocal(), target.secret(), target.trust(), true);
    }

    Examined orthanc(Target.Orthanc orthanc) {
        return new Examined(
                new Target(
                        target.gateway(),
                        target.keycloak(),
                        target.isLocal(),
                        target.realm(),
                        target.client(),
                        target.secret(),
                        Optional.of(orthanc),
                        target.trust(),
                        target.isBlind()),
                clock,
                patience);
    }

    private Examined with(
            URI keycloak, boolean isLocal, Optional<Secret> secret, Trust trust, boolean isBlind) {
        return new Examined(
                new Target(
                        target.gateway(),
                        keycloak,
                        isLocal,
                        target.realm(),
                        target.client(),
                        secret,
                        target.orthanc(),
                        trust,
                        isBlind),
                clock,
                patience);
    }

    /** Something to examine, of which nothing is known yet. */
    Deployment deployment() {
        Trust trust = target.isBlind() ? Trust.blind() : target.trust();
        return new Deployment(
                target, new Http(trust, clock, patience, Duration.ofMinutes(3)), clock);
    }

    /** What the examination of that name finds. */
    Finding by(String name) {
        return by(Examinations.named(name));
    }

    Finding by(Examination examination) {
        return Examinations.finding(examination, deployment());
    }
}
