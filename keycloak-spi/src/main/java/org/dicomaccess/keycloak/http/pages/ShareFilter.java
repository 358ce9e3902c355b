package org.dicomaccess.keycloak.http.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.InvalidUidException;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.ShareQuery;
import org.dicomaccess.keycloak.share.ShareState;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * Which shares a list shows, as its form says it: {@code status}, {@code study}, {@code owner},
 * {@code recipient}.
 */
final class ShareFilter {
    static final int PAGE = 20;

    /** The argument with the last share of the page before. */
    static final String AFTER = "after";

    /** Not {@code state}, which Keycloak lets in no address that it sends people back to. */
    private static final String STATUS = "status";

    private static final List<String> NAMES = List.of(STATUS, "study", "owner", "recipient");
    private static final String NOBODY = "-";

    private final DicomAccess access;
    private final Map<String, String> asked = new HashMap<>();
    private final Optional<String> after;

    /**
     * @param visit whose address has the filter
     */
    ShareFilter(DicomAccess access, Visit visit) {
        this.access = access;
        for (String name : NAMES) {
            visit.query(name)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> asked.put(name, text));
        }
        after = visit.query(AFTER);
    }

    /** What is asked for, by the fields' names. */
    Map<String, String> asked() {
        return Map.copyOf(asked);
    }

    /** Whether it says anything that Keycloak or DICOM could know; nothing is found otherwise. */
    boolean understood() {
        return state().isPresent() == asked.containsKey(STATUS)
                && study().isPresent() == asked.containsKey("study")
                && after.flatMap(access.shares()::byId).isPresent() == after.isPresent();
    }

    /** The query for one page and the first share of the next. */
    ShareQuery query(Optional<Owner> owner) {
        return new ShareQuery(
                owner.or(this::owner),
                Optional.ofNullable(asked.get("recipient")).map(this::recipient),
                Optional.empty(),
                study(),
                state(),
                after,
                PAGE + 1);
    }

    private Optional<ShareState> state() {
        return Optional.ofNullable(asked.get(STATUS)).flatMap(ShareState::ofCode);
    }

    private Optional<StudyInstanceUid> study() {
        try {
            return Optional.ofNullable(asked.get("study")).map(StudyInstanceUid::new);
        } catch (InvalidUidException e) {
            return Optional.empty();
        }
    }

    private Optional<Owner> owner() {
        return Optional.ofNullable(asked.get("owner"))
                .map(
                        name ->
                                user(name)
                                        .map(UserModel::getId)
                                        .map(Owner::user)
                                        .orElseGet(() -> Owner.client(client(name))));
    }

    private String recipient(String name) {
        return user(name).map(UserModel::getId).orElse(name);
    }

    private Optional<UserModel> user(String name) {
        return Optional.ofNullable(
                access.session().users().getUserByUsername(access.realm(), name));
    }

    private String client(String clientId) {
        ClientModel client = access.realm().getClientByClientId(clientId);
        return client == null ? NOBODY : client.getId();
    }
}
