package org.dicomaccess.keycloak.http;

import java.util.regex.Pattern;
import org.keycloak.testframework.realm.ManagedRealm;

/** What share links look like: an opaque code below the realm's endpoint, and nothing else. */
public final class ShareLinks {
    private ShareLinks() {}

    /** Every share link of a realm, and no other text. */
    public static String pattern(ManagedRealm realm) {
        return pattern(realm.getBaseUrl());
    }

    /** The same for a realm as it is called by this address. */
    public static String pattern(String realmBaseUrl) {
        return Pattern.quote(realmBaseUrl + "/dicom-access/s/") + "[A-Za-z0-9_-]{24}";
    }

    /** The code in a link. */
    public static String code(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }
}
