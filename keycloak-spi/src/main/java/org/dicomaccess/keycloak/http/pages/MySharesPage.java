package org.dicomaccess.keycloak.http.pages;

import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;

/** {@code pages/shares}: the shares that somebody gave. */
public final class MySharesPage extends PersonPage {
    public MySharesPage(DicomAccess access) {
        super(access);
    }

    @Override
    Reply show(Visit visit, Person person) {
        return new ShareList(access(), visit)
                .page(menu(person), Optional.of(person.asOwner()), false, here(), null, 0);
    }

    @Override
    Reply take(Visit visit, Person person, Form form) {
        return show(visit, person);
    }
}
