package org.dicomaccess.keycloak.settings;

import java.time.Duration;
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

    /** How long an answer may be kept, at least a second. */
    public Duration validity() {
        return read(Settings.VALIDITY);
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

    /** The only domains that addresses may be in, in lower case; empty for any. */
    public Set<String> emailDomains() {
        return read(Settings.EMAIL_DOMAINS);
    }

    /** The names of the e-mail templates for messages that people write. */
    public Set<String> emailTemplates() {
        return read(Settings.EMAIL_TEMPLATES);
    }

    private <T> T read(Setting<T> setting) {
        return setting.read(realm.getAttribute(setting.name()));
    }
}
