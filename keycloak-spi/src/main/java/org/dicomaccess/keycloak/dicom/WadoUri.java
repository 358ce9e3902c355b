package org.dicomaccess.keycloak.dicom;

import java.util.ArrayList;
import java.util.List;

/**
 * WADO-URI (DICOM PS3.18 chapter 9): one instance, named in the query. The media type decides
 * whether that is a look at it or a download, so it is always written, even when the caller left it
 * to the server.
 */
final class WadoUri {

    private static final String UID = "[0-9.]+";
    private static final String LENGTH = "[1-9][0-9]{0,4}";
    private static final String NUMBER = "[0-9]{1,6}(\\.[0-9]{1,6})?";
    private static final String ORIGINAL = "application/dicom";

    private static final String MEDIA_TYPE = "contentType";

    private static final QueryArgument DEFAULT_MEDIA_TYPE =
            new QueryArgument(MEDIA_TYPE, "image/jpeg");

    private static final ArgumentRules RULES =
            ArgumentRules.NONE
                    .with("requestType", "WADO")
                    .with("studyUID", UID)
                    .with("seriesUID", UID)
                    .with("objectUID", UID)
                    .with(MEDIA_TYPE, "image/(jpeg|png|gif|jp2)|" + ORIGINAL)
                    .with("rows", LENGTH)
                    .with("columns", LENGTH)
                    .with("windowCenter", "-?" + NUMBER)
                    .with("windowWidth", NUMBER)
                    .with("frameNumber", LENGTH)
                    .with("imageQuality", "[1-9][0-9]?|100");

    private WadoUri() {}

    static DicomWebRequest of(ServerRoots.Located located, List<QueryArgument> arguments) {
        if (!located.below().isEmpty()) {
            throw NotUnderstoodException.path("nothing is below WADO-URI");
        }
        List<QueryArgument> understood = RULES.read(withMediaType(arguments));
        value(understood, "requestType");
        StudyInstanceUid study = study(understood);
        boolean original = value(understood, MEDIA_TYPE).equals(ORIGINAL);
        return StudyRequest.of(
                study, original ? Action.DOWNLOAD : Action.READ, located.behindRoot(), understood);
    }

    private static List<QueryArgument> withMediaType(List<QueryArgument> arguments) {
        if (arguments.stream().anyMatch(argument -> argument.name().equals(MEDIA_TYPE))) {
            return arguments;
        }
        List<QueryArgument> more = new ArrayList<>(arguments);
        more.add(DEFAULT_MEDIA_TYPE);
        return more;
    }

    private static StudyInstanceUid study(List<QueryArgument> arguments) {
        try {
            new SeriesInstanceUid(value(arguments, "seriesUID"));
            new SopInstanceUid(value(arguments, "objectUID"));
            return new StudyInstanceUid(value(arguments, "studyUID"));
        } catch (InvalidUidException e) {
            throw NotUnderstoodException.query("an argument holds something else than a UID");
        }
    }

    private static String value(List<QueryArgument> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .map(QueryArgument::value)
                .findFirst()
                .orElseThrow(() -> NotUnderstoodException.query("an argument is missing"));
    }
}
