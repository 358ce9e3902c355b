package org.dicomaccess.keycloak.http.orthanc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies that ask for a study token. */
final class Creations {
    private Creations() {}

    /**
     * For these studies, each named by UID and Orthanc id.
     *
     * @param studies names of samples separated by commas, such as {@code A,B}
     * @return with placeholders for their identifiers
     */
    static String of(String studies) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode resources = request.putArray("resources");
        for (String study : studies.split(",", -1)) {
            resources
                    .addObject()
                    .put("dicom-uid", "{" + study + "}")
                    .put("orthanc-id", "{" + study + ".orthanc}")
                    .put("level", "study");
        }
        return request.toString();
    }
}
