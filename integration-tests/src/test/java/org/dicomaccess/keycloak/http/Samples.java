package org.dicomaccess.keycloak.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/**
 * Studies that need not exist anywhere, and study tokens for them. The UID of A is the beginning of
 * B's.
 */
public final class Samples {
    public static final String A = "2.25.1001";
    public static final String B = "2.25.10012";
    public static final String C = "2.25.1002";
    public static final String A_ORTHANC = "aaaaaaaa-00000000-00000000-00000000-00000001";
    public static final String B_ORTHANC = "bbbbbbbb-00000000-00000000-00000000-00000001";

    private static final Map<String, String> PLACEHOLDERS = new LinkedHashMap<>();

    static {
        PLACEHOLDERS.put("{A}", A);
        PLACEHOLDERS.put("{B}", B);
        PLACEHOLDERS.put("{C}", C);
        PLACEHOLDERS.put("{A.series}", "2.25.2001");
        PLACEHOLDERS.put("{A.instance}", "2.25.3001");
        PLACEHOLDERS.put("{A.orthanc}", A_ORTHANC);
        PLACEHOLDERS.put("{B.orthanc}", B_ORTHANC);
    }

    private Samples() {}

    /** A text of a table with its placeholders replaced. */
    public static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : PLACEHOLDERS.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    /**
     * A study token that grants these actions on A, which is named by its UID and by its Orthanc
     * id.
     *
     * @param actions {@code read}, {@code read download} or {@code upload}
     */
    public static String tokenOfA(Doors doors, String actions) {
        String type =
                switch (actions) {
                    case "read" -> "viewer-instant-link";
                    case "read download" -> "download-instant-link";
                    case "upload" -> "inbox-link";
                    default -> throw new IllegalArgumentException(actions);
                };
        return token(
                doors,
                type,
                """
                {"resources": [{"dicom-uid": "{A}", "orthanc-id": "{A.orthanc}", "level": "study"}]}
                """);
    }

    /** A study token that reads A for this many seconds. */
    public static String shortToken(Doors doors, int seconds) {
        return token(
                doors,
                "viewer-instant-link",
                """
                {"resources": [{"dicom-uid": "{A}", "level": "study"}], "validity-duration": %d}
                """
                        .formatted(seconds));
    }

    /** The token that is made for this request, whose placeholders are replaced. */
    public static String token(Doors doors, String type, String request) {
        Answer answer = doors.create(type, filled(request));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
        return answer.json().path("token").textValue();
    }

    /** What Orthanc asks about a study, with a token that came in the header {@code token}. */
    public static ObjectNode question(String token, String method, String uid, String orthancId) {
        return Doors.tokenIn("token", token)
                .putNull("server-id")
                .put("level", "study")
                .put("method", method)
                .put("dicom-uid", uid)
                .put("orthanc-id", orthancId);
    }

    /** What Orthanc asks when somebody without a token wants to read A. */
    public static ObjectNode anonymousQuestion() {
        return JsonNodeFactory.instance
                .objectNode()
                .putNull("server-id")
                .put("level", "study")
                .put("method", "get")
                .put("dicom-uid", A)
                .put("orthanc-id", A_ORTHANC);
    }
}
