package org.dicomaccess.keycloak.http.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.locale.LocaleUpdaterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The language of a page, by Keycloak's own rules, so that it is that of the sign-in pages: what
 * was chosen from the menu, the user's own, the one chosen before, what the browser asks for, the
 * realm's. A realm without internationalization speaks English.
 */
final class PageLanguage {
    /** What Keycloak's menus of languages ask with. */
    static final String CHOSEN = LocaleSelectorProvider.KC_LOCALE_PARAM;

    /** What an application asks with, most wanted first (OpenID Connect Core §3.1.2.1). */
    private static final String ASKED = "ui_locales";

    private final KeycloakSession session;
    private final RealmModel realm;

    PageLanguage(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    Locale of(Optional<UserModel> reader) {
        if (realm.isInternationalizationEnabled()) {
            Optional<String> chosen = supported(parameter(CHOSEN).stream());
            chosen.ifPresent(this::remember);
            chosen.or(this::asked)
                    .ifPresent(
                            tag ->
                                    session.setAttribute(
                                            LocaleSelectorProvider.USER_REQUEST_LOCALE, tag));
        }
        return session.getContext().resolveLocale(reader.orElse(null));
    }

    private Optional<String> asked() {
        return supported(
                parameter(ASKED).stream().flatMap(tags -> Arrays.stream(tags.split(" ", -1))));
    }

    /** For the pages that follow. */
    private void remember(String tag) {
        session.getProvider(LocaleUpdaterProvider.class).updateLocaleCookie(tag);
    }

    private Optional<String> supported(Stream<String> tags) {
        List<String> supported = realm.getSupportedLocalesStream().toList();
        return tags.filter(supported::contains).findFirst();
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(
                session.getContext().getUri().getQueryParameters().getFirst(name));
    }
}
