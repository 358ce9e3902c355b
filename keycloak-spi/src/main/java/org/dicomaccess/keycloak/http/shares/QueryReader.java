package org.dicomaccess.keycloak.http.shares;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.InvalidUidException;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.ShareQuery;
import org.dicomaccess.keycloak.share.ShareState;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Reads which shares are asked for from the arguments of a URL. An argument that is not known, or
 * comes twice, is refused: it would otherwise seem to narrow and not do so.
 */
public final class QueryReader {
    private static final int USUAL_PAGE = 20;
    private static final String NOBODY = "";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final MultivaluedMap<String, String> arguments;

    public QueryReader(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.arguments = session.getContext().getUri().getQueryParameters();
    }

    /** For one's own shares. */
    public ShareQuery own(Owner owner) {
        requireKnown(Set.of("state", "study", "recipient", "resource_server", "after", "max"));
        return query(Optional.of(owner));
    }

    /** For those of everybody. */
    public ShareQuery everybodys() {
        requireKnown(
                Set.of("state", "study", "recipient", "resource_server", "owner", "after", "max"));
        return query(argument("owner").map(this::owner));
    }

    /**
     * For taking back many at once: all of a study, of an owner or of a resource server, named in
     * the body. Exactly one of them, so that nobody takes back everything by leaving a field out.
     */
    public ShareQuery ofMany(JsonObject request) {
        Optional<String> study = request.nonEmptyText("study");
        Optional<String> owner = request.lookupText("owner");
        Optional<String> server = request.lookupText("resource_server");
        long named = Stream.of(study, owner, server).filter(Optional::isPresent).count();
        if (named != 1) {
            throw new InvalidFieldException(
                    "study", "or owner or resource_server must be there, and only one of them");
        }
        return new ShareQuery(
                owner.map(this::owner),
                Optional.empty(),
                server.map(this::client),
                study.map(QueryReader::study),
                Optional.empty(),
                Optional.empty(),
                ShareQuery.LARGEST_PAGE);
    }

    private ShareQuery query(Optional<Owner> owner) {
        return new ShareQuery(
                owner,
                argument("recipient").map(this::recipient),
                argument("resource_server").map(this::client),
                argument("study").map(QueryReader::study),
                argument("state").map(QueryReader::state),
                argument("after"),
                argument("max").map(QueryReader::max).orElse(USUAL_PAGE));
    }

    /** A user by name, or a client by its client id; whoever is neither owns nothing. */
    private Owner owner(String name) {
        UserModel user = session.users().getUserByUsername(realm, name);
        if (user != null) {
            return Owner.user(user.getId());
        }
        return Owner.client(client(name));
    }

    private String recipient(String text) {
        UserModel user = session.users().getUserByUsername(realm, text);
        return user == null ? text : user.getId();
    }

    /** Keycloak's internal id, or one that no client has. */
    private String client(String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        return client == null ? NOBODY : client.getId();
    }

    private static StudyInstanceUid study(String uid) {
        try {
            return new StudyInstanceUid(uid);
        } catch (InvalidUidException e) {
            throw new InvalidFieldException("study", String.valueOf(e.getMessage()));
        }
    }

    private static ShareState state(String code) {
        return ShareState.ofCode(code)
                .orElseThrow(
                        () ->
                                new InvalidFieldException(
                                        "state",
                                        "must be pending, active, locked, exhausted, expired or"
                                                + " revoked"));
    }

    private static Integer max(String text) {
        return number(text)
                .filter(max -> max >= 1 && max <= ShareQuery.LARGEST_PAGE)
                .orElseThrow(
                        () ->
                                new InvalidFieldException(
                                        "max", "must be from 1 to " + ShareQuery.LARGEST_PAGE));
    }

    private static Optional<Integer> number(String text) {
        boolean plain = text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain && !text.isEmpty() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private void requireKnown(Set<String> names) {
        for (String name : arguments.keySet()) {
            if (!names.contains(name)) {
                throw new InvalidFieldException("query", "has an argument that is not known");
            }
        }
    }

    private Optional<String> argument(String name) {
        List<String> values = arguments.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidFieldException(name, "must not be given twice");
        }
        if (values.stream().anyMatch(value -> value.chars().anyMatch(Character::isISOControl))) {
            throw new InvalidFieldException(name, "must not hold control characters");
        }
        return values.stream().findFirst();
    }
}
