package org.dicomaccess.keycloak.stack;

import java.util.HashMap;
import java.util.Map;

/** What the shipped gateways want to be told, whichever server they are written for. */
final class GatewayVariables {

    private GatewayVariables() {}

    /** For the realm of this project, without TLS, at the root of its port; to be added to. */
    static Map<String, String> usual(StackOptions options, OhifViewer viewer) {
        Ports ports = options.ports();
        Map<String, String> values = new HashMap<>();
        values.put("DICOM_ACCESS_ORIGIN", "http://localhost:" + ports.gateway());
        values.put("DICOM_ACCESS_PATH", "");
        values.put("DICOM_ACCESS_ENDPOINT", "/realms/orthanc/dicom-access");
        values.put("DICOM_ACCESS_AUDIENCE", "orthanc");
        values.put(
                "DICOM_ACCESS_ISSUER", options.publicRoot().resolve("realms/orthanc").toString());
        values.put("DICOM_ACCESS_VIEWER", "ohif");
        values.put("DICOM_ACCESS_ISOLATION", "off");
        values.put("KEYCLOAK_ADDRESS", "127.0.0.1:" + ports.keycloak());
        values.put("ORTHANC_ADDRESS", "127.0.0.1:" + ports.orthanc());
        values.put("ORTHANC_API_KEY", "");
        values.put("VIEWER_ROOT", viewer.root().toString());
        return values;
    }
}
