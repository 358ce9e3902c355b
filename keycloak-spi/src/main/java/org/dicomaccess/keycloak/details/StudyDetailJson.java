package org.dicomaccess.keycloak.details;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.InvalidUidException;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.util.JsonSerialization;

/** {@link StudyDetail} as JSON, read strictly: what is not understood must not be granted. */
public final class StudyDetailJson {
    private static final String TYPE = "type";
    private static final String IDENTIFIER = "identifier";
    private static final String STUDIES = "study_instance_uids";
    private static final String ACTIONS = "actions";
    private static final String LOCATIONS = "locations";
    private static final Set<String> MEMBERS =
            Set.of(TYPE, IDENTIFIER, STUDIES, ACTIONS, LOCATIONS);

    private StudyDetailJson() {}

    /**
     * One entry, whose type was looked at already.
     *
     * @throws RefusedDetailsException naming the member
     */
    static StudyDetail read(AuthorizationDetailsJSONRepresentation entry)
            throws RefusedDetailsException {
        return read(JsonSerialization.mapper.<JsonNode>valueToTree(entry), "");
    }

    /**
     * One entry, whose type was looked at already.
     *
     * @param path where it stands, for messages; with a dot at the end unless it is empty
     * @throws RefusedDetailsException naming the member
     */
    static StudyDetail read(JsonNode entry, String path) throws RefusedDetailsException {
        for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw RefusedDetailsException.invalid(path + shown(name), "is not known here");
            }
        }
        return new StudyDetail(studies(entry, path), actions(entry, path), locations(entry, path));
    }

    /** An entry as it stands in tokens and answers. */
    public static AuthorizationDetailsJSONRepresentation write(StudyDetail detail) {
        AuthorizationDetailsJSONRepresentation entry = new AuthorizationDetailsJSONRepresentation();
        entry.setType(StudyDetail.TYPE);
        List<String> uids = detail.studies().stream().map(StudyInstanceUid::value).toList();
        if (uids.size() == 1) {
            entry.setIdentifier(uids.get(0));
        } else {
            entry.setCustomData(STUDIES, uids);
        }
        entry.setActions(detail.actions().stream().map(Action::code).toList());
        if (!detail.locations().isEmpty()) {
            entry.setLocations(detail.locations().stream().map(URI::toString).toList());
        }
        return entry;
    }

    /** Several entries as one text, the same for the same entries. */
    static String text(List<StudyDetail> details) {
        try {
            return JsonSerialization.mapper.writeValueAsString(
                    details.stream().map(StudyDetailJson::write).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("entries are texts and lists of texts", e);
        }
    }

    private static Set<StudyInstanceUid> studies(JsonNode entry, String path)
            throws RefusedDetailsException {
        boolean one = entry.has(IDENTIFIER);
        if (one == entry.has(STUDIES)) {
            throw RefusedDetailsException.invalid(
                    path + IDENTIFIER,
                    one ? "must not stand beside " + STUDIES : "is missing, and so is " + STUDIES);
        }
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        if (one) {
            studies.add(study(entry.get(IDENTIFIER), path + IDENTIFIER));
        } else {
            for (JsonNode uid : list(entry, path, STUDIES)) {
                studies.add(study(uid, path + STUDIES));
            }
        }
        return studies;
    }

    private static StudyInstanceUid study(JsonNode uid, String field)
            throws RefusedDetailsException {
        try {
            return new StudyInstanceUid(text(uid, field));
        } catch (InvalidUidException e) {
            throw RefusedDetailsException.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    private static Set<Action> actions(JsonNode entry, String path) throws RefusedDetailsException {
        if (!entry.has(ACTIONS)) {
            return EnumSet.of(Action.READ);
        }
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (JsonNode code : list(entry, path, ACTIONS)) {
            actions.add(
                    Action.ofCode(text(code, path + ACTIONS))
                            .filter(action -> action != Action.UPLOAD)
                            .orElseThrow(
                                    () ->
                                            RefusedDetailsException.invalid(
                                                    path + ACTIONS, "may be read and download")));
        }
        return actions;
    }

    private static Set<URI> locations(JsonNode entry, String path) throws RefusedDetailsException {
        Set<URI> locations = new LinkedHashSet<>();
        if (entry.has(LOCATIONS)) {
            for (JsonNode location : list(entry, path, LOCATIONS)) {
                locations.add(location(text(location, path + LOCATIONS), path + LOCATIONS));
            }
        }
        return locations;
    }

    private static URI location(String text, String field) throws RefusedDetailsException {
        try {
            return new URI(text.endsWith("/") ? text : text + "/");
        } catch (URISyntaxException e) {
            throw RefusedDetailsException.invalid(field, "must be URLs");
        }
    }

    private static List<JsonNode> list(JsonNode entry, String path, String name)
            throws RefusedDetailsException {
        JsonNode list = entry.get(name);
        if (!list.isArray() || list.isEmpty()) {
            throw RefusedDetailsException.invalid(path + name, "must be a list that is not empty");
        }
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }

    private static String text(JsonNode node, String field) throws RefusedDetailsException {
        if (!node.isTextual()) {
            throw RefusedDetailsException.invalid(field, "must be text");
        }
        return node.textValue();
    }

    /** A name that may go back into a message. */
    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,40}") ? name : "a member";
    }
}
