package org.dicomaccess.keycloak.doctor.examination;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.finding.Trouble;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.dicomaccess.keycloak.doctor.finding.Verdict;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Handshake;

/** The server's certificate: who signed it, for which names, until when. */
final class Certificate implements Examination {
    /** Those of public authorities are renewed when a month is left. */
    private static final Duration SOON = Duration.ofDays(21);

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        look(deployment, target.gateway(), notes);
        if (!Addresses.origin(target.keycloak()).equals(Addresses.origin(target.gateway()))) {
            look(deployment, target.keycloak(), notes);
        }
    }

    private static void look(Deployment deployment, URI server, Notes notes) {
        Target target = deployment.target();
        if (!"https".equals(server.getScheme())) {
            boolean isLocal =
                    server.equals(target.gateway())
                            ? target.isLocal()
                            : Addresses.isThisMachine(server);
            withoutTls(isLocal, server, notes);
            return;
        }
        Handshake handshake = new Handshake(server, deployment.http().patience());
        try {
            List<X509Certificate> chain = handshake.chain();
            X509Certificate own = chain.get(0);
            lookAtTime(own, deployment.clock().instant(), notes);
            lookAtChain(target, chain, notes);
            if (!handshake.isForHost(own)) {
                tell(
                        target,
                        notes,
                        "The certificate is for %s, not for %s."
                                .formatted(names(own), server.getHost()),
                        "Get a certificate that names %s as subject alternative name."
                                .formatted(server.getHost()));
            }
            notes.saw("good until " + own.getNotAfter().toInstant());
        } catch (IOException noConnection) {
            throw new TroubleException(
                    "No TLS connection to %s: %s".formatted(server, noConnection.getMessage()),
                    "Does this port speak https? DICOM_ACCESS_LISTEN must say ssl, and the"
                            + " certificate must be where tls.conf.template says.",
                    noConnection);
        }
    }

    private static void withoutTls(boolean isLocal, URI server, Notes notes) {
        if (isLocal) {
            notes.saw("plain http, on this machine only");
        } else {
            notes.wrong(
                    "People reach %s by plain http: whoever is on the way reads images, tokens and"
                                    .formatted(server)
                            + " passwords.",
                    "Use https. Set DICOM_ACCESS_LISTEN to \"443 ssl\" with a certificate, or put"
                            + " it behind a proxy that has one.");
        }
    }

    private static void lookAtTime(X509Certificate own, Instant now, Notes notes) {
        Instant end = own.getNotAfter().toInstant();
        String renew = "Renew the certificate, and let nginx read it: nginx -s reload.";
        if (!end.isAfter(now)) {
            notes.wrong("The certificate ended on " + end + ".", renew);
        } else if (end.isBefore(now.plus(SOON))) {
            notes.warning(
                    "The certificate ends in %d days, on %s."
                            .formatted(Duration.between(now, end).toDays(), end),
                    renew);
        }
        if (own.getNotBefore().toInstant().isAfter(now)) {
            notes.wrong(
                    "The certificate is not good before " + own.getNotBefore().toInstant() + ".",
                    "Is the clock of this machine right?");
        }
    }

    private static void lookAtChain(Target target, List<X509Certificate> chain, Notes notes) {
        try {
            target.trust().requireChain(chain);
            if (isSelfSigned(chain.get(0))) {
                notes.saw("signed by itself, so browsers that do not know it warn of it");
            }
        } catch (CertificateException unknown) {
            tell(
                    target,
                    notes,
                    chain.size() == 1 && isSelfSigned(chain.get(0))
                            ? "The certificate is signed by nobody but itself: browsers warn of it."
                            : "The certificate leads to no known authority: browsers warn of it.",
                    "Get a certificate of a known authority, with its intermediate certificates in"
                            + " the same file. For an authority of your own, say --ca FILE here and"
                            + " have it installed in people's browsers.");
        }
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** With --insecure somebody knows it already. */
    private static void tell(Target target, Notes notes, String what, String mend) {
        notes.note(new Trouble(target.isBlind() ? Verdict.WARNING : Verdict.WRONG, what, mend));
    }

    private static String names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .map(Certificate::joined)
                    .orElse("no name");
        } catch (CertificateParsingException unreadable) {
            return "no name that can be read";
        }
    }

    private static String joined(Collection<List<?>> names) {
        return names.stream()
                .map(name -> String.valueOf(name.get(1)))
                .limit(5)
                .collect(Collectors.joining(", "));
    }
}
