package org.dicomaccess.keycloak.dicom;

/** What GET and HEAD read, by the service their path belongs to. */
final class Retrieval {

    private Retrieval() {}

    static DicomWebRequest of(RequestTarget target, ServerRoots roots) {
        ServerRoots.Located located = roots.locate(target.segments());
        return switch (located.service()) {
            case DICOM_WEB -> DicomWebResources.of(located, target.arguments());
            case REST -> OrthancStudyResources.of(located, target.arguments());
            case WADO_URI -> WadoUri.of(located, target.arguments());
        };
    }
}
