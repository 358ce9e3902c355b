package org.dicomaccess.keycloak.doctor.examination;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.deployment.ViewerSettings;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** The page on which people sign in to the viewer. */
final class SignInPage {

    private SignInPage() {}

    /**
     * The page as a browser gets it; nobody signs in.
     *
     * @throws NotExaminedException when nobody can sign in to the viewer
     */
    static Answer of(Deployment deployment) {
        ViewerSettings viewer = deployment.viewerSettings();
        if (!viewer.hasLogin()) {
            throw new NotExaminedException("Nobody signs in to the viewer.", "");
        }
        deployment.discovery();
        return deployment.http().get(address(deployment.target(), viewer.client()));
    }

    private static URI address(Target target, String client) {
        return target.realmAt(
                "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=%s"
                                .formatted(encoded(client))
                        + "&redirect_uri="
                        + encoded(target.at("/ohif/callback").toString())
                        // The challenge of RFC 7636, appendix B; nobody will answer it.
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                        + "&code_challenge_method=S256&state=examination&nonce=examination");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
