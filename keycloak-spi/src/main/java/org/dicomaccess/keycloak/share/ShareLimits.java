package org.dicomaccess.keycloak.share;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.settings.RealmSettings;

/**
 * What a realm allows of shares. Pure: the clock is a parameter.
 *
 * @param lifetime of a share that was given without an end
 * @param maximumLifetime the longest, counted from when it is given
 * @param maximumStudies the most studies in one
 * @param passcodeRequired whether each must have a passcode
 * @param download whether archives and original files may be allowed
 */
public record ShareLimits(
        Duration lifetime,
        Duration maximumLifetime,
        int maximumStudies,
        boolean passcodeRequired,
        boolean download) {
    private static final int LONGEST_LABEL = 255;

    /** RFC 5321 §4.5.3.1.3, without the angle brackets. */
    private static final int LONGEST_ADDRESS = 254;

    /** One address and nothing that a header of a mail would read as more than that. */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cntrl}@<>()\\[\\],;:\"\\\\]{1,64}@[\\p{L}\\p{N}.-]{1,253}");

    private static final int SHORTEST_PASSCODE = 6;
    private static final int LONGEST_PASSCODE = 128;
    private static final int MOST_OPENS = 1_000_000;

    /** What an administrator told the realm. */
    public static ShareLimits of(RealmSettings settings) {
        return new ShareLimits(
                settings.shareLifetime(),
                settings.shareMaximumLifetime(),
                settings.shareMaximumStudies(),
                settings.sharePasscodeRequired(),
                settings.shareDownload());
    }

    /**
     * The rules of a share that is given now.
     *
     * @throws InvalidShareException naming the first part that is not allowed
     */
    public ShareRules rules(NewShare share, Instant now) {
        requireContents(share.contents());
        requireLabel(share.label());
        requireAddress(share.recipient());
        share.maximumOpens().ifPresent(ShareLimits::requireOpens);
        if (passcodeRequired && share.passcode().isEmpty()) {
            throw new InvalidShareException("passcode", "is required in this realm");
        }
        share.passcode().ifPresent(this::requirePasscode);
        if (share.mailsCode() && !(share.recipient() instanceof Recipient.Mailbox)) {
            throw new InvalidShareException("email_code", "needs a recipient with an address");
        }
        requireEnforceable(share);
        Instant start =
                share.notBefore().filter(now::isBefore).orElse(now).truncatedTo(ChronoUnit.SECONDS);
        requireBeginning(start, now);
        Instant end =
                share.expires()
                        .orElseGet(() -> usualEnd(start, now))
                        .truncatedTo(ChronoUnit.SECONDS);
        requireEnd(start, end, now, now);
        return new ShareRules(
                start, end, share.maximumOpens(), share.passcode().isPresent(), share.mailsCode());
    }

    /** No later than a share that is given now may last. */
    private Instant usualEnd(Instant start, Instant now) {
        Instant usual = start.plus(lifetime);
        Instant last = now.plus(maximumLifetime);
        return usual.isBefore(last) ? usual : last;
    }

    /**
     * A new end for a share that was given before.
     *
     * @throws InvalidShareException when it is over already, or too far away from when the share
     *     was given
     */
    public Instant extended(Share share, Instant expires, Instant now) {
        if (share.linkForm() == LinkForm.TOKEN) {
            throw new InvalidShareException("expires_at", "stands in the link and stays as it is");
        }
        Instant end = expires.truncatedTo(ChronoUnit.SECONDS);
        requireEnd(share.rules().notBefore(), end, now, share.progress().created());
        if (end.isBefore(share.rules().expires())) {
            throw new InvalidShareException(
                    "expires_at", "must not be earlier than before; revoke the share instead");
        }
        return end;
    }

    /**
     * A new number of opens in all for a share that was given before.
     *
     * @throws InvalidShareException when it is none, out of range, or cannot be counted
     */
    public static int opens(Share share, int maximum) {
        if (share.linkForm() == LinkForm.TOKEN) {
            throw new InvalidShareException(
                    "maximum_opens", "cannot be counted for a link that holds its token");
        }
        requireOpens(maximum);
        return maximum;
    }

    /**
     * A passcode that a share may have.
     *
     * @throws InvalidShareException when it is too short or too long, or missing where it must not
     *     be
     */
    public Optional<String> passcode(Optional<String> passcode) {
        if (passcodeRequired && passcode.isEmpty()) {
            throw new InvalidShareException("passcode", "is required in this realm");
        }
        passcode.ifPresent(this::requirePasscode);
        return passcode;
    }

    /**
     * That a share may have so many studies; asked before anybody looks for them.
     *
     * @throws InvalidShareException when it may not
     */
    public void requireStudies(int count) {
        if (count > maximumStudies) {
            throw new InvalidShareException(
                    "studies", "must not be more than %d".formatted(maximumStudies));
        }
    }

    private void requireContents(ShareContents contents) {
        requireStudies(contents.studies().size());
        if (contents.allows(Action.UPLOAD)) {
            throw new InvalidShareException("actions", "must be read, or read and download");
        }
        if (contents.allows(Action.DOWNLOAD) && !download) {
            throw new InvalidShareException("actions", "must not have download in this realm");
        }
        if (!contents.allows(contents.viewer().needs())) {
            throw new InvalidShareException(
                    "actions",
                    "must have %s for this viewer".formatted(contents.viewer().needs().code()));
        }
    }

    private static void requireLabel(String label) {
        if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidShareException(
                    "label", "must be one line of %d characters at most".formatted(LONGEST_LABEL));
        }
    }

    /** Mail goes there, and the database has room for so much. */
    private static void requireAddress(Recipient recipient) {
        if (recipient instanceof Recipient.Mailbox mailbox
                && (mailbox.address().length() > LONGEST_ADDRESS
                        || !ADDRESS.matcher(mailbox.address()).matches())) {
            throw new InvalidShareException("recipient.email", "must be one e-mail address");
        }
    }

    private static void requireOpens(int opens) {
        if (opens < 1 || opens > MOST_OPENS) {
            throw new InvalidShareException(
                    "maximum_opens", "must be from 1 to %d".formatted(MOST_OPENS));
        }
    }

    private void requirePasscode(String passcode) {
        if (passcode.length() < SHORTEST_PASSCODE || passcode.length() > LONGEST_PASSCODE) {
            throw new InvalidShareException(
                    "passcode",
                    "must have %d to %d characters".formatted(SHORTEST_PASSCODE, LONGEST_PASSCODE));
        }
    }

    /** A link that holds its token is opened without this server: it could hold nobody back. */
    private static void requireEnforceable(NewShare share) {
        boolean asks =
                share.passcode().isPresent()
                        || share.mailsCode()
                        || share.maximumOpens().isPresent()
                        || share.recipient() instanceof Recipient.KeycloakUser;
        if (share.linkForm() == LinkForm.TOKEN && asks) {
            throw new InvalidShareException(
                    "link_form",
                    "must be opaque for a passcode, a mailed code, a number of opens or a user");
        }
    }

    private void requireBeginning(Instant start, Instant now) {
        if (start.getEpochSecond() - now.getEpochSecond() >= maximumLifetime.toSeconds()) {
            throw new InvalidShareException(
                    "not_before",
                    "must be less than %d seconds away".formatted(maximumLifetime.toSeconds()));
        }
    }

    private void requireEnd(Instant start, Instant end, Instant now, Instant given) {
        if (!end.isAfter(now)) {
            throw new InvalidShareException("expires_at", "is in the past");
        }
        if (!end.isAfter(start)) {
            throw new InvalidShareException("expires_at", "must be later than not_before");
        }
        if (Duration.between(given, end).compareTo(maximumLifetime) > 0) {
            throw new InvalidShareException(
                    "expires_at",
                    "must not be more than %d seconds after the share was given"
                            .formatted(maximumLifetime.toSeconds()));
        }
    }
}
