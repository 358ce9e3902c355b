package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.configuration.SimulatedPlugin;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.Administrator;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys at the real gateway, and on two screens. */
@ExtendWith(RunningStack.class)
class ApiKeysIT {
    private static final String STUDIES = "/orthanc/dicom-web/studies/";
    private static final String SERIES =
            "/orthanc/dicom-web/studies/%s/series".formatted(SampleStudies.A.studyInstanceUid());

    @ParameterizedTest
    @ValueSource(strings = {"api-key: ", "Authorization: Bearer "})
    void a_script_reads_images_through_the_gateway_until_its_key_is_revoked(
            String place, Stack stack) {
        ApiKeyOwner admin = new ApiKeyOwner(stack.keycloak());
        ApiKeyOwner.Made made = admin.makes("gateway, " + place.strip());

        RawAnswer answer = atGateway(stack, SERIES, place + made.key());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.bodyText()).contains("0020000E");
        assertThat(atGateway(stack, "/orthanc/dicom-web/studies", place + made.key()).status())
                .isEqualTo(200);
        assertThat(archive(stack, place + made.key()).status()).isEqualTo(403);

        admin.revokes(made);
        assertThat(atGateway(stack, SERIES, place + made.key()).status()).isEqualTo(401);
    }

    @Test
    void a_key_in_the_address_opens_nothing(Stack stack) {
        ApiKeyOwner.Made made = new ApiKeyOwner(stack.keycloak()).makes("address");

        assertThat(atGateway(stack, SERIES + "?token=" + made.key(), "Accept: */*").status())
                .isEqualTo(401);
        assertThat(atGateway(stack, SERIES, "token: " + made.key()).status()).isEqualTo(401);
    }

    @Test
    void the_gateways_own_key_is_good_at_the_plugin_behind_it_and_from_nobody_else(Stack stack) {
        String own = ownKey(stack);
        try (SimulatedPlugin plugin = SimulatedPlugin.asShipped(stack);
                NginxServer gateway = gatewayWith(own, plugin.root().getPort(), stack)) {
            String token = stack.mintToken("ohif-viewer-publication", SampleStudies.A);
            RawAnswer behind = new RawCall("GET", SERIES).bearer(token).send(gateway.root());
            assertThat(behind.status()).as(behind.text()).isEqualTo(200);
            assertThat(behind.bodyText()).contains("0020000E");

            for (String header : List.of("api-key: ", "Authorization: Bearer ")) {
                assertUnknown(new RawCall("GET", SERIES), header + own, gateway);
                assertUnknown(
                        new RawCall("GET", "/orthanc/dicom-web/studies"), header + own, gateway);
                assertUnknown(
                        new RawCall("POST", STUDIES + SampleStudies.A.studyInstanceUid())
                                .body("application/dicom", new byte[1]),
                        header + own,
                        gateway);
            }
        } finally {
            Administrator administrator = stack.administrator();
            administrator.send("DELETE", "users/" + administrator.idOfUser("relay"), "");
            administrator.send("DELETE", "roles/relay", "");
            administrator.send("DELETE", "roles/key-maker", "");
        }
    }

    private static void assertUnknown(RawCall call, String header, NginxServer gateway) {
        String[] parts = header.split(": ", 2);
        RawAnswer answer = call.header(parts[0], parts[1]).send(gateway.root());
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.bodyText()).contains("\"reason\":\"token_invalid\"");
    }

    /** Of a user like the one that {@code realm-export/for-production} makes. */
    private static String ownKey(Stack stack) {
        Administrator administrator = stack.administrator();
        administrator.send(
                "POST",
                "roles",
                """
                {"name": "relay", "attributes": {
                    "dicom-access.permissions": ["view", "download", "upload"],
                    "dicom-access.labels": ["*"], "dicom-access.plugin-only": ["true"]}}
                """);
        administrator.send(
                "POST",
                "roles",
                """
                {"name": "key-maker", "attributes": {"dicom-access.permissions": ["api-keys"]}}
                """);
        administrator.create("relay", "relay", "key-maker");
        return new ApiKeyOwner(stack.keycloak(), "relay").makesForEverything("own").key();
    }

    private static NginxServer gatewayWith(String ownKey, int orthanc, Stack stack) {
        StackOptions running = stack.options();
        Ports ports = running.ports();
        return NginxServer.start(
                StackOptions.ofBuild(RunningStack.module(), "gateway-with-a-key")
                        .on(
                                new Ports(
                                        Ports.free().gateway(),
                                        ports.keycloak(),
                                        ports.management(),
                                        orthanc,
                                        ports.orthancDicom())),
                OhifViewer.prepare(running),
                GatewayOptions.usual().with("ORTHANC_API_KEY", ownKey));
    }

    @Test
    void no_log_of_any_server_has_a_key_that_was_sent_as_it_should(Stack stack) throws IOException {
        ApiKeyOwner.Made made = new ApiKeyOwner(stack.keycloak()).makes("log");
        atGateway(stack, SERIES, "api-key: " + made.key());
        atGateway(stack, SERIES, "api-key: " + made.key() + "x");

        try (Stream<Path> logs = Files.walk(RunningStack.module().resolve("target/stack/logs"))) {
            List<Path> files = logs.filter(Files::isRegularFile).toList();
            assertThat(files).isNotEmpty();
            for (Path log : files) {
                assertThat(new String(Files.readAllBytes(log), UTF_8).contains(made.secret()))
                        .as(log.toString())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void somebody_makes_a_key_and_revokes_it(Screen screen, HeadlessChromium browser, Stack stack) {
        try (BrowserContext visitor = screen.visitor(browser)) {
            Page page = visitor.newPage();
            page.navigate(stack.keycloak().publicEndpoint().resolve("pages/api-keys").toString());
            page.locator("#username").fill("admin");
            page.locator("#password").fill("admin");
            page.locator("#kc-login").click();
            page.waitForURL("**/dicom-access/pages/**");
            assertThat(heading(page)).isEqualTo("My API keys");
            PageLook.assertGood(page, "api-keys-" + screen);

            page.locator("#reach-only").check();
            press(page, "make");
            assertThat(page.locator("#name-error").isVisible()).isTrue();
            PageLook.assertGood(page, "api-keys-wrong-" + screen);

            page.locator("#name").fill("Night job on " + screen);
            page.getByLabel("view", new Page.GetByLabelOptions().setExact(true)).check();
            press(page, "make");
            String key = page.locator("#new-key").inputValue();
            PageLook.assertGood(page, "api-key-made-" + screen);
            assertThat(atGateway(stack, SERIES, "api-key: " + key).status()).isEqualTo(200);

            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Revoke Night job on " + screen))
                    .click();
            page.waitForLoadState();
            assertThat(page.locator("body").innerText()).contains("The key was revoked.");
            PageLook.assertGood(page, "api-key-revoked-" + screen);
            assertThat(atGateway(stack, SERIES, "api-key: " + key).status()).isEqualTo(401);
        }
    }

    private static RawAnswer atGateway(Stack stack, String target, String header) {
        String[] parts = header.split(": ", 2);
        return new RawCall("GET", target).header(parts[0], parts[1]).send(stack.gatewayRoot());
    }

    private static RawAnswer archive(Stack stack, String header) {
        return atGateway(
                stack, "/orthanc/dicom-web/studies/" + SampleStudies.A.studyInstanceUid(), header);
    }

    private static String heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                .innerText();
    }

    private static void press(Page page, String value) {
        page.locator("button[name=do][value=" + value + "]").first().click();
        page.waitForLoadState();
    }
}
