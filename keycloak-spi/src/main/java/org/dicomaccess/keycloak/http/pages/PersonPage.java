package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.jspecify.annotations.Nullable;

/** A page for somebody who is signed in; whoever is not is sent to the sign-in page and back. */
abstract class PersonPage extends PageResource {
    /** The field of a form that shows that a page of this server made it. */
    static final String FORM_TOKEN = "form-token";

    /** What the sign-in page adds to the address (OpenID Connect Core §3.1.2.5, RFC 9207). */
    private static final Set<String> ADDED =
            Set.of("code", "state", "session_state", "iss", "error", "error_description");

    private final DicomAccess access;

    PersonPage(DicomAccess access) {
        super(access, true);
        this.access = access;
    }

    /** The page as this person sees it. */
    abstract Reply show(Visit visit, Person person);

    /** What becomes of this person's form. */
    abstract Reply take(Visit visit, Person person, Form form) throws InvalidFormException;

    DicomAccess access() {
        return access;
    }

    /** The address of a page, as people reach this server. */
    URI page(String path) {
        return access.frontend().path("pages/" + path).build(access.realm().getName());
    }

    Menu menu(Person person) {
        return new Menu(
                UserProfiles.name(person.user()),
                page("shares"),
                person.token().mayHaveApiKeys() ? page("api-keys") : null,
                new RealmAdmin(access, person).mayView() ? page("all") : null,
                new SignIn(access).signOut(page("shares")).orElse(null),
                person.signedIn().formToken());
    }

    @Override
    final Reply show(Visit visit) {
        Optional<Person> person = visit.signedIn().flatMap(who -> Person.of(access, who));
        SignIn signIn = new SignIn(access);
        return signIn.returned(visit, person.isPresent(), here())
                .or(() -> person.map(known -> show(visit, known)))
                .orElseGet(() -> signIn.from(here()));
    }

    @Override
    final Reply take(Visit visit, Form form) throws InvalidFormException {
        Optional<Person> person = visit.signedIn().flatMap(who -> Person.of(access, who));
        if (person.isEmpty()) {
            return new SignIn(access).from(here());
        }
        if (!person.get().sent(form)) {
            return Page.of(Status.FORBIDDEN, Notice.of("ForeignForm"));
        }
        return take(visit, person.get(), form);
    }

    /** This page with its arguments, as people reach this server, without what signing in adds. */
    final URI here() {
        URI asked = access.session().getContext().getUri().getRequestUri();
        return access.frontend()
                .replacePath(AskedPath.of(access.session()))
                .replaceQuery(arguments(asked.getRawQuery()))
                .build();
    }

    private static @Nullable String arguments(@Nullable String query) {
        String kept =
                Arrays.stream((query == null ? "" : query).split("&", -1))
                        .filter(argument -> !ADDED.contains(argument.split("=", 2)[0]))
                        .collect(Collectors.joining("&"));
        return kept.isEmpty() ? null : kept;
    }
}
