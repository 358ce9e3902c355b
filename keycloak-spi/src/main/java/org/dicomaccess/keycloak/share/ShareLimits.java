package org.dicomaccess.keycloak.share;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
        share.maximumOpens().ifPresent(ShareLimits::requireOpens);
        if (passcodeRequired && share.passcode().isEmpty()) {
            throw new InvalidShareException("passcode", "is required in this realm");
        }
        share.passcode().ifPresent(this::requirePasscode);
        if (share.mailsCode() && !(share.recipient() instanceof Recipient.Mailbox)) {
            throw new InvalidShareException("email_code", "needs a recipient with an address");
        }
        requireEnforceable(share);
        Instant start = share.notBefore().orElse(now).truncatedTo(ChronoUnit.SECONDS);
        Instant end = share.expires().orElse(start.plus(lifetime)).truncatedTo(ChronoUnit.SECONDS);
        requireEnd(start, end, now);
        return new ShareRules(
                start, end, share.maximumOpens(), share.passcode().isPresent(), share.mailsCode());
    }

    /**
     * A new end for a share that was given before.
     *
     * @throws InvalidShareException when it is over already, or too far away
     */
    public Instant extended(Share share, Instant expires, Instant now) {
        Instant end = expires.truncatedTo(ChronoUnit.SECONDS);
        requireEnd(share.rules().notBefore(), end, now);
        if (end.isBefore(share.rules().expires())) {
            throw new InvalidShareException(
                    "expires_at", "must not be earlier than before; revoke the share instead");
        }
        return end;
    }

    /**
     * A number of opens that a share may have.
     *
     * @throws InvalidShareException when it is none, or out of range
     */
    public static Optional<Integer> opens(Optional<Integer> maximum) {
        maximum.ifPresent(ShareLimits::requireOpens);
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

    private void requireContents(ShareContents contents) {
        if (contents.studies().size() > maximumStudies) {
            throw new InvalidShareException(
                    "studies", "must not be more than %d".formatted(maximumStudies));
        }
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

    private void requireEnd(Instant start, Instant end, Instant now) {
        if (!end.isAfter(now)) {
            throw new InvalidShareException("expires_at", "is in the past");
        }
        if (!end.isAfter(start)) {
            throw new InvalidShareException("expires_at", "must be later than not_before");
        }
        if (Duration.between(now, end).compareTo(maximumLifetime) > 0) {
            throw new InvalidShareException(
                    "expires_at",
                    "must not be more than %d seconds away".formatted(maximumLifetime.toSeconds()));
        }
    }
}
