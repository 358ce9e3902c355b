package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.SignIn;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys at the real gateway, on two screens, and across a restart. */
@ExtendWith(RunningStack.class)
class ApiKeysIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDPOINT = "/realms/orthanc/dicom-access/";
    private static final String SERIES =
            "/orthanc/dicom-web/studies/%s/series".formatted(SampleStudies.A.studyInstanceUid());

    @ParameterizedTest
    @ValueSource(strings = {"api-key: ", "Authorization: Bearer "})
    void a_script_reads_images_through_the_gateway_until_its_key_is_revoked(
            String place, Stack stack) {
        JsonNode made = make(stack.keycloak(), "gateway " + place, "[\"view\"]");

        RawAnswer answer = atGateway(stack, SERIES, place + key(made));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.bodyText()).contains("0020000E");
        assertThat(atGateway(stack, "/orthanc/dicom-web/studies", place + key(made)).status())
                .isEqualTo(200);
        assertThat(archive(stack, place + key(made)).status()).isEqualTo(403);

        assertThat(asAdmin(stack.keycloak(), "DELETE", "api-keys/" + id(made), "").status())
                .isEqualTo(204);
        assertThat(atGateway(stack, SERIES, place + key(made)).status()).isEqualTo(401);
    }

    @Test
    void a_key_in_the_address_opens_nothing(Stack stack) {
        JsonNode made = make(stack.keycloak(), "address", "[\"view\"]");

        assertThat(atGateway(stack, SERIES + "?token=" + key(made), "Accept: */*").status())
                .isEqualTo(401);
        assertThat(atGateway(stack, SERIES, "token: " + key(made)).status()).isEqualTo(401);
    }

    @Test
    void no_log_of_any_server_has_a_key_that_was_sent_as_it_should(Stack stack) throws IOException {
        JsonNode made = make(stack.keycloak(), "log", "[\"view\"]");
        atGateway(stack, SERIES, "api-key: " + key(made));
        atGateway(stack, SERIES, "api-key: " + key(made) + "x");
        String secret = key(made).substring(key(made).lastIndexOf('.') + 1);

        try (Stream<Path> logs = Files.walk(RunningStack.module().resolve("target/stack/logs"))) {
            List<Path> files = logs.filter(Files::isRegularFile).toList();
            assertThat(files).isNotEmpty();
            for (Path log : files) {
                assertThat(new String(Files.readAllBytes(log), UTF_8).contains(secret))
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
            page.navigate(stack.keycloak().endpoint().resolve("pages/api-keys").toString());
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

    @Test
    void a_restart_loses_neither_keys_nor_when_they_were_used() {
        StackOptions options =
                StackOptions.ofBuild(RunningStack.module(), "restart/api-keys").on(Ports.free());
        try (KeycloakServer server = KeycloakServer.start(options, List.of(), List.of())) {
            JsonNode made = make(server, "restart", "[\"view\"]");
            Instant used = Instant.now();
            assertThat(direct(server, made).status()).isEqualTo(200);

            server.startAgain();

            JsonNode again = json(asAdmin(server, "GET", "api-keys/" + id(made), ""));
            assertThat(Instant.parse(again.path("last_use_at").asText()))
                    .isBetween(used.minusSeconds(1), Instant.now());
            assertThat(direct(server, made).status()).isEqualTo(200);
        }
    }

    private static RawAnswer direct(KeycloakServer server, JsonNode made) {
        return new DirectCheck(server, SampleStudies.A).with(key(made));
    }

    private static JsonNode make(KeycloakServer server, String name, String permissions) {
        RawAnswer made =
                asAdmin(
                        server,
                        "POST",
                        "api-keys",
                        "{\"name\": \"%s\", \"permissions\": %s, \"expires_in\": 3600}"
                                .formatted(name.strip(), permissions));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return json(made);
    }

    private static RawAnswer asAdmin(
            KeycloakServer server, String method, String path, String body) {
        RawCall call =
                new RawCall(method, ENDPOINT + path)
                        .bearer(new SignIn(server).accessToken("admin"));
        return (body.isEmpty() ? call : call.body("application/json", body.getBytes(UTF_8)))
                .send(server.root());
    }

    private static RawAnswer atGateway(Stack stack, String target, String header) {
        String[] parts = header.split(": ", 2);
        return new RawCall("GET", target).header(parts[0], parts[1]).send(stack.gatewayRoot());
    }

    private static RawAnswer archive(Stack stack, String header) {
        return atGateway(
                stack,
                "/orthanc/dicom-web/studies/" + SampleStudies.A.studyInstanceUid(),
                header);
    }

    private static JsonNode json(RawAnswer answer) {
        try {
            return JSON.readTree(answer.bodyText());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(answer.text(), e);
        }
    }

    private static String key(JsonNode made) {
        return made.path("key").textValue();
    }

    private static String id(JsonNode made) {
        return made.path("id").textValue();
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
