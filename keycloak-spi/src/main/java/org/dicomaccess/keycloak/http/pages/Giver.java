package org.dicomaccess.keycloak.http.pages;

import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Share;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Who gave a share, as its recipient knows them. */
final class Giver {
    private final DicomAccess access;

    Giver(DicomAccess access) {
        this.access = access;
    }

    /** The person's name, or the realm's where a program gave it or the person is gone. */
    String of(Share share) {
        return user(share.owner()).map(UserProfiles::name).orElseGet(() -> name(access.realm()));
    }

    private Optional<UserModel> user(Owner owner) {
        return owner.kind() == Owner.Kind.USER
                ? Optional.ofNullable(
                        access.session().users().getUserById(access.realm(), owner.id()))
                : Optional.empty();
    }

    private static String name(RealmModel realm) {
        String name = realm.getDisplayName();
        return name == null || name.isBlank() ? realm.getName() : name;
    }
}
