package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.share.InvalidShareException;
import org.dicomaccess.keycloak.share.Share;
import org.jspecify.annotations.Nullable;

/** {@code pages/all}: everybody's shares, for whoever may see the realm in Keycloak. */
public final class AllSharesPage extends PersonPage {
    public AllSharesPage(DicomAccess access) {
        super(access);
    }

    @Override
    Reply show(Visit visit, Person person) {
        return list(visit, person, null, 0);
    }

    @Override
    Reply take(Visit visit, Person person, Form form) throws InvalidFormException {
        RealmAdmin admin = new RealmAdmin(access(), person);
        if (!admin.mayManage()) {
            return Page.of(Status.FORBIDDEN, Notice.of("MayNotManage"));
        }
        String reason = form.text("reason").orElse("");
        int revoked = 0;
        try {
            for (String id : form.all("share")) {
                Optional<Share> share = access().shares().byId(id);
                if (share.isPresent() && revoke(share.get(), person, reason)) {
                    admin.changed(id, "revoke");
                    revoked++;
                }
            }
        } catch (InvalidShareException e) {
            throw new InvalidFormException(Status.BAD_REQUEST, e.field() + " is no plain text");
        }
        return list(visit, person, "dicomAccessPageRevokedMany", revoked);
    }

    private boolean revoke(Share share, Person person, String reason) {
        return access().shares().revoke(share, person.actor(access().session()), reason);
    }

    private Reply list(Visit visit, Person person, @Nullable String news, int count) {
        RealmAdmin admin = new RealmAdmin(access(), person);
        if (!admin.mayView()) {
            return Page.of(Status.FORBIDDEN, Notice.of("MayNotManage"));
        }
        return new ShareList(access(), visit)
                .page(menu(person), Optional.empty(), admin.mayManage(), here(), news, count);
    }
}
