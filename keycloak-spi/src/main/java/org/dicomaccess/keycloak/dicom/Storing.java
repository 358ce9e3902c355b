package org.dicomaccess.keycloak.dicom;

/**
 * What POST stores: instances into one named study (STOW-RS, DICOM PS3.18 §10.5). Without the study
 * in its path the server would take any, and no other POST is a DICOMweb read.
 */
final class Storing {

    private Storing() {}

    static DicomWebRequest of(RequestTarget target, ServerRoots roots) {
        ServerRoots.Located located = roots.locate(target.segments());
        if (located.service() != ServerRoots.Service.DICOM_WEB
                || located.below().size() != 2
                || !located.below().get(0).equals("studies")) {
            throw NotUnderstoodException.method("POST only stores into a study");
        }
        StudyAddress address = StudyAddress.of(located.below());
        ArgumentRules.NONE.read(target.arguments());
        return new StudyRequest(
                address.study(), Action.UPLOAD, located.behindRoot() + address.path());
    }
}
