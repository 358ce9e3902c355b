package org.dicomaccess.keycloak.http.revocation;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.call.OneMethod;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.token.SignedJwtForm;
import org.dicomaccess.keycloak.token.StudyToken;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;

/**
 * {@code revoke}: takes one study token back (RFC 7009). For the resource server it is for and the
 * client it was issued to, which prove who they are as at Keycloak's own endpoints. Keycloak's own
 * revocation endpoint knows its own kinds of token only.
 */
public final class RevocationDoor {
    private static final String TOKEN = "token";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final DicomAccess access;

    public RevocationDoor(DicomAccess access) {
        this.access = access;
    }

    public OneMethod revoke() {
        return new OneMethod("POST", body -> Answers.guarded(this::answer));
    }

    private Response answer() {
        EventBuilder event =
                new EventBuilder(
                                access.realm(),
                                access.session(),
                                access.session().getContext().getConnection())
                        .event(EventType.REVOKE_GRANT)
                        .detail("dicom_access", "token_revoked");
        ClientModel client =
                AuthorizeClientUtil.authorizeClient(access.session(), event, null).getClient();
        event.client(client);
        String token = token();
        if (!new RawStudyToken(token).saysThatItIsOne()
                && SignedJwtForm.has(token, access.session())) {
            // A success would leave the client believing that it is gone.
            event.detail(Details.REASON, "Not a study token").error(Errors.INVALID_TOKEN_TYPE);
            return new ErrorAnswer(
                            "unsupported_token_type",
                            "Only study tokens are revoked here, Keycloak's own tokens at"
                                    + " protocol/openid-connect/revoke")
                    .with(Status.BAD_REQUEST)
                    .build();
        }
        // What is no token is as good as revoked (RFC 7009 §2.2).
        return access.studyTokens()
                .authentic(token)
                .map(study -> revoked(study, client, event))
                .orElseGet(() -> Answers.ok(Map.of()).build());
    }

    private Response revoked(StudyToken token, ClientModel client, EventBuilder event) {
        event.detail(Details.TOKEN_ID, token.id());
        token.shareId().ifPresent(share -> event.detail("share_id", share));
        String id = client.getClientId();
        if (!id.equals(token.grant().audience()) && !id.equals(token.clientId())) {
            event.detail(Details.REASON, "Another client's token").error(Errors.INVALID_REQUEST);
            return new ErrorAnswer(
                            ErrorAnswer.INVALID_REQUEST,
                            "token: is neither for this client nor issued to it")
                    .with(Status.BAD_REQUEST)
                    .build();
        }
        access.revokedTokens().revoke(token, access.now());
        event.success();
        return Answers.ok(Map.of()).build();
    }

    private String token() {
        Map<String, List<String>> form =
                access.session().getContext().getHttpRequest().getDecodedFormParameters();
        form.forEach(
                (name, values) -> {
                    if (values.size() > 1) {
                        throw new InvalidFieldException(name, "is there more than once");
                    }
                });
        return Optional.ofNullable(form.get(TOKEN))
                .map(values -> values.get(0))
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                new InvalidFieldException(
                                        TOKEN, "is missing from the body, a " + FORM));
    }
}
