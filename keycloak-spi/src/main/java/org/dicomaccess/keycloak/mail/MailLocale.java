package org.dicomaccess.keycloak.mail;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The language of one message: the reader's when the realm supports it, else the realm's. What the
 * request at hand prefers does not count, since its sender need not be the message's reader.
 */
final class MailLocale {
    private final RealmModel realm;

    MailLocale(RealmModel realm) {
        this.realm = realm;
    }

    /** The language that a user chose. */
    Locale of(UserModel user) {
        return of(
                Optional.ofNullable(user.getFirstAttribute(UserModel.LOCALE))
                        .map(Locale::forLanguageTag));
    }

    /** The closest to a wish that the realm supports; English where it has one language only. */
    Locale of(Optional<Locale> wish) {
        if (!realm.isInternationalizationEnabled()) {
            return Locale.ENGLISH;
        }
        return wish.filter(locale -> !locale.getLanguage().isEmpty())
                .flatMap(this::supported)
                .orElseGet(this::ofRealm);
    }

    private Optional<Locale> supported(Locale wish) {
        List<Locale> supported =
                realm.getSupportedLocalesStream().map(Locale::forLanguageTag).toList();
        return Optional.ofNullable(
                Locale.lookup(List.of(new LanguageRange(wish.toLanguageTag())), supported));
    }

    private Locale ofRealm() {
        String locale = realm.getDefaultLocale();
        return locale == null ? Locale.ENGLISH : Locale.forLanguageTag(locale);
    }
}
