package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URLEncoder;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people are asked before a program of somebody else's opens some of their studies. */
@ExtendWith(RunningStack.class)
class ConsentPageIT {
    /** As long as a UID can be; whether there is such a study is asked later. */
    private static final String LONGEST = "2.25." + "1234567890".repeat(5) + "123456789";

    private static final String DETAILS =
            "[{\"type\": \"dicom_study\", \"study_instance_uids\": [\"%s\", \"%s\"]}]"
                    .formatted(SampleStudies.A.studyInstanceUid(), LONGEST);

    private Stack stack;

    @BeforeEach
    void a_program_of_somebody_elses_is_known(Stack running) {
        stack = running;
        String clients = stack.administrator().send("GET", "clients?clientId=analysis", "");
        if (clients.equals("[]")) {
            stack.administrator()
                    .send(
                            "POST",
                            "clients",
                            """
                            {"clientId": "analysis", "name": "Lung nodule analysis",
                             "publicClient": true, "consentRequired": true,
                             "redirectUris": ["%s"],
                             "protocolMappers": [{"name": "audience orthanc",
                               "protocol": "openid-connect",
                               "protocolMapper": "oidc-audience-mapper",
                               "config": {"included.client.audience": "orthanc",
                                          "access.token.claim": "true"}}]}
                            """
                                    .formatted(redirect()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_page_names_the_program_and_the_studies(Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page page = visitor.newPage();
            page.navigate(authorization());
            page.locator("#username").fill("doctor");
            page.locator("#password").fill("doctor");
            page.locator("#kc-login").click();
            page.locator("#kc-decline").waitFor();

            assertThat(page.locator("body").innerText())
                    .contains("Lung nodule analysis", SampleStudies.A.studyInstanceUid(), LONGEST);
            PageLook.assertGood(page, "consent-" + screen);

            page.locator("#kc-decline").click();
            page.waitForURL(
                    "**/analysis?**",
                    new Page.WaitForURLOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(page.url()).contains("error=access_denied").doesNotContain("code=");
        }
    }

    private String redirect() {
        return stack.gatewayRoot().resolve("analysis").toString();
    }

    private String authorization() {
        return stack.keycloak().publicRoot().resolve("realms/orthanc/protocol/openid-connect/auth")
                + "?response_type=code&client_id=analysis&scope=openid&redirect_uri="
                + URLEncoder.encode(redirect(), UTF_8)
                + "&authorization_details="
                + URLEncoder.encode(DETAILS, UTF_8);
    }
}
