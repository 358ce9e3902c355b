package org.dicomaccess.keycloak.dicomweb;

import java.util.Arrays;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.testframework.remote.providers.runonserver.FetchOnServer;

/**
 * What only the server can ask. It is loaded there, so it knows nothing of the test's libraries.
 */
final class LookedUpOnServer {
    private LookedUpOnServer() {}

    /**
     * What a lookup through Keycloak's own HTTP client gives, as one text.
     *
     * @param studies StudyInstanceUIDs, separated by commas
     */
    static FetchOnServer found(String clientId, String accessToken, String studies) {
        return session -> {
            ResourceServer server =
                    ResourceServer.find(session.getContext().getRealm(), clientId).orElseThrow();
            try {
                FoundStudies found =
                        new StudyLookup(session)
                                .find(
                                        server,
                                        accessToken,
                                        Arrays.stream(studies.split(",", -1))
                                                .map(StudyInstanceUid::new)
                                                .toList());
                return "found "
                        + found.found().stream().map(FoundStudy::uid).toList()
                        + ", not found "
                        + found.notFound();
            } catch (DicomWebAddressMissingException | ServerUnreachableException e) {
                return e.getMessage();
            }
        };
    }
}
