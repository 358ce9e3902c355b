package org.dicomaccess.keycloak.dicomweb;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpHeaders;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Finds out which studies a person may see, by searching the resource server's DICOMweb for each of
 * them (QIDO-RS, DICOM PS3.18 §10.6) with the person's own access token. The server decides; a
 * study is seen when the search for its UID returns it.
 */
public final class StudyLookup {
    /** Named in one list: of a repeated argument Orthanc reads the last only. */
    private static final String RETURNED =
            "&includefield=" + SearchAnswer.DESCRIPTION + "," + SearchAnswer.MODALITIES;

    private static final String DICOM_JSON = "application/dicom+json";

    private final CloseableHttpClient client;
    private final Patience patience;

    /** Asks through Keycloak's own HTTP client: its proxies, trusted certificates and pool. */
    public StudyLookup(KeycloakSession session) {
        this(session.getProvider(HttpClientProvider.class).getHttpClient(), Patience.USUAL);
    }

    StudyLookup(CloseableHttpClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    /**
     * The studies as the person behind the token sees them. One search a study: Orthanc's
     * authorization plugin refuses a list of UIDs.
     *
     * @param accessToken a verified access token of Keycloak's, sent to this server and nowhere
     *     else: redirects are not followed
     * @throws DicomWebAddressMissingException when the resource server has no {@code
     *     dicom-access.dicom-web.url}
     * @throws ServerUnreachableException when a search has no clear answer, soon enough
     */
    public FoundStudies find(
            ResourceServer server, String accessToken, List<StudyInstanceUid> studies)
            throws DicomWebAddressMissingException, ServerUnreachableException {
        URI root = server.dicomWebUrl().orElseThrow(DicomWebAddressMissingException::new);
        return find(root, accessToken, studies);
    }

    FoundStudies find(URI root, String accessToken, List<StudyInstanceUid> studies)
            throws ServerUnreachableException {
        Deadline deadline = patience.begin();
        List<FoundStudy> found = new ArrayList<>();
        List<StudyInstanceUid> notFound = new ArrayList<>();
        for (StudyInstanceUid uid : new LinkedHashSet<>(studies)) {
            search(root, accessToken, uid, deadline)
                    .ifPresentOrElse(found::add, () -> notFound.add(uid));
        }
        return new FoundStudies(found, notFound);
    }

    private Optional<FoundStudy> search(
            URI root, String accessToken, StudyInstanceUid uid, Deadline deadline)
            throws ServerUnreachableException {
        HttpGet search = new HttpGet(root + "studies?StudyInstanceUID=" + uid + RETURNED);
        search.setHeader(HttpHeaders.ACCEPT, DICOM_JSON);
        search.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken);
        try {
            search.setConfig(deadline.request());
            try (CloseableHttpResponse response = client.execute(search)) {
                return BoundedAnswer.of(response, deadline).study(uid);
            }
        } catch (IOException e) {
            throw new ServerUnreachableException(
                    "DICOMweb at %s cannot be asked: %s".formatted(root, kind(e)));
        } catch (SearchAnswer.Malformed e) {
            throw new ServerUnreachableException(
                    "DICOMweb at %s gave %s".formatted(root, e.getMessage()));
        }
    }

    /** Its own message may repeat what the server sent, and that what the server was sent. */
    private static String kind(IOException failure) {
        return failure.getClass().getSimpleName();
    }
}
