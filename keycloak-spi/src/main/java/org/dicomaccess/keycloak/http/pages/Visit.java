package org.dicomaccess.keycloak.http.pages;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.keycloak.models.UserModel;

/**
 * One call of a page.
 *
 * @param signedIn who makes it, if anybody is signed in
 */
record Visit(DicomAccess access, Optional<SignedIn> signedIn) {

    Optional<UserModel> user() {
        return signedIn.map(SignedIn::user);
    }

    /** An argument of the query that may be there several times, in order. */
    List<String> queries(String name) {
        return access.session()
                .getContext()
                .getUri()
                .getQueryParameters()
                .getOrDefault(name, List.of());
    }

    /** An argument of the query; the first, where there are several. */
    Optional<String> query(String name) {
        return Optional.ofNullable(
                access.session().getContext().getUri().getQueryParameters().getFirst(name));
    }
}
