package org.dicomaccess.keycloak.http.shares;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.call.SomeMethods;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.mail.MailNotSentException;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareQuery;

/**
 * One's own shares: {@code shares}, {@code shares/{id}} and what can be done to one. Giving and
 * changing needs the permission {@code share}; looking at one's own and taking them back does not.
 */
public final class SharesDoor {
    private final DicomAccess access;
    private final UserCall call;

    public SharesDoor(DicomAccess access) {
        this.access = access;
        this.call = new UserCall(access);
    }

    /** {@code shares}: the list, and where shares are given. */
    public AnyMethod all() {
        return SomeMethods.with("GET", body -> call.answer(this::list))
                .and("POST", body -> call.answer(user -> give(user, body)))
                .and("OPTIONS", body -> call.preflight());
    }

    /** {@code shares/{id}}: one share, and taking it back. */
    public AnyMethod one(String id) {
        return SomeMethods.with("GET", body -> ofOwn(id, this::shown))
                .and("DELETE", body -> ofOwn(id, (user, share) -> revoked(user, share, "")))
                .and("OPTIONS", body -> call.preflight());
    }

    /** {@code shares/{id}/history}. */
    public AnyMethod history(String id) {
        return only("GET", body -> ofOwn(id, this::history));
    }

    /** {@code shares/{id}/revoke}: taking it back with a reason. */
    public AnyMethod revoke(String id) {
        return only("POST", body -> ofOwn(id, (user, share) -> revoke(user, share, body)));
    }

    /** {@code shares/{id}/extend}: a later end, more opens. */
    public AnyMethod extend(String id) {
        return only("POST", body -> changed(id, (user, share) -> extend(user, share, body)));
    }

    /** {@code shares/{id}/unlock}. */
    public AnyMethod unlock(String id) {
        return only("POST", body -> changed(id, this::unlock));
    }

    /** {@code shares/{id}/passcode}: another one, or none. */
    public AnyMethod passcode(String id) {
        return SomeMethods.with("PUT", body -> changed(id, newPasscode(body)))
                .and("DELETE", body -> changed(id, this::noPasscode))
                .and("OPTIONS", body -> call.preflight());
    }

    private AnyMethod only(String method, Function<InputStream, Response> answer) {
        return SomeMethods.with(method, answer).and("OPTIONS", body -> call.preflight());
    }

    private Response list(UserToken user) {
        ShareQuery query = new QueryReader(access.session()).own(Owner.user(user.user().getId()));
        return Answers.ok(
                        SharePage.of(
                                access.shares().find(query),
                                query.max(),
                                access.now(),
                                access.session()))
                .build();
    }

    private Response give(UserToken user, InputStream body) {
        Giving giving = new Giving(access);
        try {
            giving.requirePermission(user);
            JsonObject request = JsonBody.read(body);
            ResourceServer server = giving.server(user, request.lookupText("resource_server"));
            Giving.requirePermission(user, server);
            WantedShare wanted = new WantedShareReader(request, access.now()).read();
            // Read before anything is recorded: a bad one must leave nothing behind.
            boolean sends = request.bool("send_email").orElse(false);
            String message = request.text("message").orElse("");
            GivenLink link = giving.give(wanted, user, server);
            Share share = link.given().share();
            Optional<MailAnswer> mail =
                    sends ? Optional.of(send(giving, link, user, message)) : Optional.empty();
            return Answers.created(
                            ShareAnswer.given(
                                    share, access.now(), access.session(), link.url(), mail))
                    .header(
                            HttpHeaders.LOCATION,
                            access.frontend()
                                    .path("shares/{id}")
                                    .build(access.realm().getName(), share.id()))
                    .build();
        } catch (GivingRefusedException e) {
            return GivingRefusedAnswer.of(e);
        }
    }

    /** When only the mail fails the share is given; its giver has the link. */
    private MailAnswer send(Giving giving, GivenLink link, UserToken user, String message) {
        try {
            giving.send(link.given().share(), URI.create(link.url()), user.user(), message);
            return new MailAnswer(true, null);
        } catch (MailNotSentException e) {
            return new MailAnswer(false, e.details());
        } catch (InvalidFieldException e) {
            access.undo();
            throw e;
        }
    }

    private Response shown(UserToken user, Share share) {
        return Answers.ok(ShareAnswer.of(share, access.now(), access.session())).build();
    }

    private Response history(UserToken user, Share share) {
        return Answers.ok(HistoryAnswer.of(access.shares().history(share.id()))).build();
    }

    private Response revoke(UserToken user, Share share, InputStream body) {
        return revoked(user, share, JsonBody.read(body).text("reason").orElse(""));
    }

    private Response revoked(UserToken user, Share share, String reason) {
        access.shares().revoke(share, actor(user), reason);
        return shown(user, share.id());
    }

    private Response extend(UserToken user, Share share, InputStream body) {
        JsonObject request = JsonBody.read(body);
        access.shares()
                .extend(
                        share,
                        request.instant("expires_at"),
                        request.integer("maximum_opens"),
                        actor(user));
        return shown(user, share.id());
    }

    private Response unlock(UserToken user, Share share) {
        access.shares().unlock(share, actor(user));
        return shown(user, share.id());
    }

    private BiFunction<UserToken, Share, Response> newPasscode(InputStream body) {
        return (user, share) ->
                passcode(user, share, Optional.of(JsonBody.read(body).requiredText("passcode")));
    }

    private Response noPasscode(UserToken user, Share share) {
        return passcode(user, share, Optional.empty());
    }

    private Response passcode(UserToken user, Share share, Optional<String> passcode) {
        access.shares().changePasscode(share, passcode, actor(user));
        return shown(user, share.id());
    }

    private Response shown(UserToken user, String id) {
        return access.shares()
                .byId(id)
                .map(share -> shown(user, share))
                .orElseGet(SharesDoor::notFound);
    }

    /** What makes a share open for longer or for more needs what giving it needs. */
    private Response changed(String id, BiFunction<UserToken, Share, Response> answer) {
        return ofOwn(
                id,
                (user, share) -> {
                    try {
                        new Giving(access).requirePermission(user, share);
                        return answer.apply(user, share);
                    } catch (GivingRefusedException e) {
                        return GivingRefusedAnswer.of(e);
                    }
                });
    }

    /** One that is not there and one that is somebody else's look alike. */
    private Response ofOwn(String id, BiFunction<UserToken, Share, Response> answer) {
        return call.answer(
                user ->
                        access.shares()
                                .byId(id)
                                .filter(
                                        share ->
                                                share.owner()
                                                        .equals(Owner.user(user.user().getId())))
                                .map(share -> answer.apply(user, share))
                                .orElseGet(SharesDoor::notFound));
    }

    private static Response notFound() {
        return new ErrorAnswer(ErrorAnswer.NOT_FOUND, "You have no such share")
                .with(Status.NOT_FOUND)
                .build();
    }

    private Actor actor(UserToken user) {
        return Actor.user(access.session(), user.user());
    }
}
