package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The look of the sign-in, and a hospital's own logo and colours on Keycloak's pages and ours. */
@ExtendWith(RunningStack.class)
class ThemeIT {

    private static final String OURS = "dicom-access";
    private static final String HOSPITAL = "hospital";

    private static final String LOGO =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">"
                    + "<path d=\"M3 0h2v3h3v2H5v3H3V5H0V3h3z\" fill=\"#00695c\"/></svg>";

    private Stack stack;
    private Path themes;

    @BeforeEach
    void a_hospital_has_a_theme(Stack running) {
        stack = running;
        themes = stack.options().folder().resolve("keycloak/themes");
    }

    @AfterEach
    void the_realm_has_its_own_look_again() {
        stack.administrator().setLoginTheme(OURS);
    }

    @ParameterizedTest
    @EnumSource
    void the_sign_in_is_fit_for_everybody(Screen screen, HeadlessChromium browser) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page tab = visitor.newPage();

            tab.navigate(signIn().toString());

            assertThat(tab.title()).contains("Orthanc");
            PageLook.assertGood(tab, "sign-in-" + screen);
        }
    }

    @Test
    void a_hospital_sets_logo_and_colours_in_its_properties(Page tab) throws IOException {
        write("resources/img/hospital.svg", LOGO);
        write(
                "theme.properties",
                """
                parent=dicom-access
                dicomAccessLogo=img/hospital.svg
                dicomAccessPrimary=#00695c
                """);
        stack.administrator().setLoginTheme(HOSPITAL);

        for (URI page : new URI[] {signIn(), leadsNowhere()}) {
            tab.navigate(page.toString());

            assertThat(variable(tab, "--dicom-access-primary")).isEqualTo("#00695c");
            assertThat(logo(tab)).contains("/img/hospital.svg");
            assertThat(tab.request().get(addressIn(logo(tab))).text()).isEqualTo(LOGO);
        }
        tab.navigate(signIn().toString());
        assertThat(colourOf(tab, "#kc-login")).isEqualTo("rgb(0, 105, 92)");
        PageLook.assertGood(tab, "sign-in-hospital");
    }

    @Test
    void what_is_no_colour_and_no_picture_is_left_out(Page tab) throws IOException {
        write(
                "theme.properties",
                """
                parent=dicom-access
                dicomAccessLogo=https://elsewhere.example/logo.svg
                dicomAccessLogoDark=../../../../logo.svg
                dicomAccessPrimary=red;} body { display: none
                """);
        stack.administrator().setLoginTheme(HOSPITAL);

        tab.navigate(leadsNowhere().toString());

        assertThat(variable(tab, "--dicom-access-primary")).isEqualTo("#0b5a78");
        assertThat(logo(tab)).contains("/img/logo.svg").doesNotContain("elsewhere");
        assertThat(tab.locator("h1").isVisible()).isTrue();
    }

    private void write(String file, String content) throws IOException {
        Path target = themes.resolve(HOSPITAL).resolve("login").resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
    }

    private URI signIn() {
        return stack.keycloak()
                .publicRoot()
                .resolve(
                        "realms/orthanc/protocol/openid-connect/auth?response_type=code"
                                + "&client_id=dicom-access-pages&scope=openid&redirect_uri="
                                + stack.keycloak().publicEndpoint()
                                + "pages/shares");
    }

    private URI leadsNowhere() {
        return stack.keycloak().publicEndpoint().resolve("s/" + "n0-such-c0de-".repeat(2));
    }

    private static String variable(Page tab, String name) {
        return (String)
                tab.evaluate(
                        "name =>"
                            + " getComputedStyle(document.documentElement).getPropertyValue(name).trim()",
                        name);
    }

    private static String logo(Page tab) {
        return (String)
                tab.evaluate(
                        "getComputedStyle(document.getElementById('kc-header-wrapper'), '::before')"
                                + ".backgroundImage");
    }

    private static String addressIn(String url) {
        return url.substring(url.indexOf('"') + 1, url.lastIndexOf('"'));
    }

    private static String colourOf(Page tab, String button) {
        return (String)
                tab.evaluate(
                        "button =>"
                            + " getComputedStyle(document.querySelector(button)).backgroundColor",
                        button);
    }
}
