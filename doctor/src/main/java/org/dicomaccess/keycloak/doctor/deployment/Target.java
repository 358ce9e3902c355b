package org.dicomaccess.keycloak.doctor.deployment;

import java.net.URI;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Secret;
import org.dicomaccess.keycloak.doctor.http.Trust;

/**
 * What is to be examined.
 *
 * @param gateway the public address, without a slash at the end
 * @param keycloak where Keycloak is reached, without a slash at the end: usually the same
 * @param isLocal whether the gateway is on this machine, which nobody else sees
 * @param client client id of the resource server
 * @param secret its secret; without it no share is given
 * @param orthanc an Orthanc with its authorization plugin, to be looked at as well
 * @param trust whose certificates are believed
 * @param isBlind whether everybody's are believed in fact, so that there is something to examine
 */
public record Target(
        URI gateway,
        URI keycloak,
        boolean isLocal,
        String realm,
        String client,
        Optional<Secret> secret,
        Optional<Orthanc> orthanc,
        Trust trust,
        boolean isBlind) {

    /**
     * An Orthanc that is asked without the gateway.
     *
     * @param root its REST API, without a slash at the end
     * @param id Orthanc's own id of a study that is there
     * @param uid its StudyInstanceUID
     */
    public record Orthanc(URI root, String id, String uid) {

        public URI at(String path) {
            return URI.create(root + path);
        }
    }

    /** Something below the gateway's address; the path begins with a slash. */
    public URI at(String path) {
        return URI.create(gateway + path);
    }

    /** DICOMweb for everybody; the path begins with a slash. */
    public URI dicomWeb(String path) {
        return at("/orthanc/dicom-web" + path);
    }

    /** What the realm should call itself. */
    public String issuer() {
        return keycloak + "/realms/" + realm;
    }

    /** Something of the realm's; the path begins with a slash. */
    public URI realmAt(String path) {
        return URI.create(issuer() + path);
    }

    /** Something of the extension's; the path begins with a slash. */
    public URI extension(String path) {
        return realmAt("/dicom-access" + path);
    }

    public boolean isEncrypted() {
        return "https".equals(gateway.getScheme());
    }

    /** Whether a secret sent there is seen by nobody on the way. */
    public static boolean isSafe(URI address) {
        return "https".equals(address.getScheme()) || Addresses.isThisMachine(address);
    }
}
