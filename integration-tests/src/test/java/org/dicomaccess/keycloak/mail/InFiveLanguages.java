package org.dicomaccess.keycloak.mail;

import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/** The imported realm in all five languages, with a second resource server. */
public final class InFiveLanguages implements RealmConfig {
    /** A resource server that nothing else is sent for. */
    public static final String CHATTY = "chatty";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return realm.internationalizationEnabled(true)
                .supportedLocales("en", "fr", "de", "es", "nl")
                .defaultLocale("en")
                .clients(SeveralResourceServers.resourceServer(CHATTY));
    }
}
