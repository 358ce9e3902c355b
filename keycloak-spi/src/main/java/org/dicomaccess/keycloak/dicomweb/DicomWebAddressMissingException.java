package org.dicomaccess.keycloak.dicomweb;

import java.io.Serial;
import org.dicomaccess.keycloak.settings.Settings;

/** A resource server that was not told where its DICOMweb is. The message names the setting. */
public final class DicomWebAddressMissingException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    DicomWebAddressMissingException() {
        super("The client attribute %s is not set".formatted(Settings.DICOM_WEB_URL.name()));
    }
}
