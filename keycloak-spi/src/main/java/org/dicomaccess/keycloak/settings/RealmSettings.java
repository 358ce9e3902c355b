package org.dicomaccess.keycloak.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.RealmModel;

/** What a realm was told, read from its attributes when asked. */
public final class RealmSettings {
    private final RealmModel realm;

    public RealmSettings(RealmModel realm) {
        this.realm = realm;
    }

    /** Whether the endpoint exists in this realm: it was enabled, and the realm itself is. */
    public boolean enabled() {
        return realm.isEnabled() && read(Settings.ENABLED);
    }

    /** How long Orthanc's plugin may keep an answer, at least a second. */
    public Duration validity() {
        return read(Settings.VALIDITY);
    }

    /** How long a gateway may keep the answer to a check; zero for not at all. */
    public Duration checkValidity() {
        return read(Settings.CHECK_VALIDITY);
    }

    /** The longest life of a study token. */
    public Duration maximumLifetime() {
        return read(Settings.MAXIMUM_LIFETIME);
    }

    /** The longest life of a study token for a link that is opened at once. */
    public Duration instantMaximumLifetime() {
        Duration instant = read(Settings.INSTANT_MAXIMUM_LIFETIME);
        Duration any = maximumLifetime();
        return instant.compareTo(any) < 0 ? instant : any;
    }

    /** The life of a share that was given without an end. */
    public Duration shareLifetime() {
        Duration usual = read(Settings.SHARE_LIFETIME);
        Duration longest = shareMaximumLifetime();
        return usual.compareTo(longest) < 0 ? usual : longest;
    }

    /** The longest life of a share; no longer than that of any study token. */
    public Duration shareMaximumLifetime() {
        Duration share = read(Settings.SHARE_MAXIMUM_LIFETIME);
        Duration any = maximumLifetime();
        return share.compareTo(any) < 0 ? share : any;
    }

    public int shareMaximumStudies() {
        return read(Settings.SHARE_MAXIMUM_STUDIES);
    }

    public boolean sharePasscodeRequired() {
        return read(Settings.SHARE_PASSCODE_REQUIRED);
    }

    /** Whether shares may allow archives and original files. */
    public boolean shareDownload() {
        return read(Settings.SHARE_DOWNLOAD);
    }

    /** The life of the study token that opening a share gives. */
    public Duration openedLifetime() {
        return read(Settings.OPENED_LIFETIME);
    }

    /** Wrong codes that one address may try in ten minutes. */
    public int wrongCodes() {
        return read(Settings.WRONG_CODES);
    }

    /** The longest life of an API key; empty when it may live until it is revoked. */
    public Optional<Duration> apiKeyMaximumLifetime() {
        return read(Settings.API_KEY_MAXIMUM_LIFETIME);
    }

    /** How many API keys a user may have at once. */
    public int apiKeysPerUser() {
        return read(Settings.API_KEYS_PER_USER);
    }

    public Duration endedSharesKept() {
        return read(Settings.ENDED_SHARES_KEPT);
    }

    public Duration historyKept() {
        return read(Settings.HISTORY_KEPT);
    }

    public Duration unusedPublicationsKept() {
        return read(Settings.UNUSED_PUBLICATIONS_KEPT);
    }

    /** The client id that people sign in to for the pages. */
    public String pagesClient() {
        return read(Settings.PAGES_CLIENT);
    }

    /** The only domains that addresses may be in, in lower case; empty for any. */
    public Set<String> emailDomains() {
        return read(Settings.EMAIL_DOMAINS);
    }

    /** The names of the e-mail templates for messages that people write. */
    public Set<String> emailTemplates() {
        return read(Settings.EMAIL_TEMPLATES);
    }

    /** How a user's roles are put together. */
    public RoleCombination combineRoles() {
        return read(Settings.COMBINE_ROLES);
    }

    /** The labels that an editor of roles offers; empty for those that Orthanc knows. */
    public Set<String> availableLabels() {
        return read(Settings.AVAILABLE_LABELS);
    }

    /** What everybody may do in Orthanc without signing in. */
    public Set<String> anonymousPermissions() {
        return read(Settings.ANONYMOUS_PERMISSIONS);
    }

    /** The labels that this reaches. */
    public Set<String> anonymousLabels() {
        return read(Settings.ANONYMOUS_LABELS);
    }

    private <T> T read(Setting<T> setting) {
        return setting.read(realm.getAttribute(setting.name()));
    }
}
