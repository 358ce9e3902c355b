package org.dicomaccess.keycloak.http.shares;

import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/**
 * The imported realm with several resource servers, in which people share without an image server
 * to look at, and sign in as often as tests like.
 */
public final class SharingRealm implements RealmConfig {
    /** May share; has the role of {@link #COLLEAGUE}. */
    public static final String GIVER = "doctor";

    /** May share too. */
    public static final String COLLEAGUE = "leaver";

    /** May look and not share. */
    public static final String LOOKER = "external";

    /** May look and share, and not have original files. */
    public static final String PRESENTER = SeveralResourceServers.PRESENTER;

    /** Where people sign in. */
    public static final String CLIENT = "ohif";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return new SeveralResourceServers()
                .configure(realm)
                .update(SharingRealm::letPeopleShareAtOnce);
    }

    private static void letPeopleShareAtOnce(RealmRepresentation realm) {
        realm.setBruteForceProtected(false);
        // All tests come from one address.
        realm.getAttributes().put("dicom-access.wrong-codes", "100000");
        for (ClientRepresentation client : realm.getClients()) {
            if (client.getClientId().equals("orthanc")) {
                client.getAttributes().put("dicom-access.share-unseen", "true");
                client.getAttributes().put("dicom-access.ohif-modes", "tmtv");
            }
        }
    }
}
