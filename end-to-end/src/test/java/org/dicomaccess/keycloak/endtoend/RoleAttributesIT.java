package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.LoginPage;
import org.dicomaccess.keycloak.stack.OrthancDoor;
import org.dicomaccess.keycloak.stack.Stack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Permissions and labels of a role, edited where Keycloak's administrators edit roles. */
@ExtendWith(RunningStack.class)
class RoleAttributesIT {

    private static final String ROLE = "registrar";

    private Stack stack;
    private Page page;
    private OrthancDoor door;
    private String token;

    @BeforeEach
    void somebody_has_a_role_without_attributes(Stack running, Page tab) {
        stack = running;
        page = tab;
        door = new OrthancDoor(stack.keycloak());
        stack.administrator().createRole(ROLE);
        stack.administrator().create(ROLE, ROLE);
        token = stack.accessTokenOf(ROLE);
    }

    @Test
    void what_the_admin_console_saves_is_what_orthanc_is_answered() {
        JsonNode before = door.profileOf(token);
        assertThat(texts(before, "permissions")).isEmpty();
        assertThat(texts(before, "authorized-labels")).isEmpty();

        openAttributesOfRole();
        add("dicom-access.permissions", "view");
        add("dicom-access.permissions", "download");
        add("dicom-access.labels", "cardiology");
        page.screenshot(new Page.ScreenshotOptions().setPath(Screenshots.named("role-attributes")));
        save();

        awaitWithinValidityOf(before, List.of("download", "view"), List.of("cardiology"));
        JsonNode between = door.profileOf(token);

        openAttributesOfRole();
        page.getByTestId("attributes-value").last().fill("radiology");
        save();

        awaitWithinValidityOf(between, List.of("download", "view"), List.of("radiology"));
    }

    private void awaitWithinValidityOf(
            JsonNode answer, List<String> permissions, List<String> labels) {
        await().atMost(Duration.ofSeconds(answer.required("validity").asLong()))
                .untilAsserted(
                        () -> {
                            JsonNode profile = door.profileOf(token);
                            assertThat(texts(profile, "permissions"))
                                    .containsExactlyInAnyOrderElementsOf(permissions);
                            assertThat(texts(profile, "authorized-labels"))
                                    .containsExactlyInAnyOrderElementsOf(labels);
                        });
    }

    private void openAttributesOfRole() {
        page.navigate(
                stack.keycloak().publicRoot().resolve("admin/master/console/#/orthanc").toString());
        page.reload();
        LoginPage login = new LoginPage(page);
        Locator roles = page.getByTestId("nav-item-realm-roles");
        Locator link = page.locator("a[href$='/roles']").first();
        page.waitForCondition(
                () ->
                        page.locator("#kc-login").isVisible()
                                || link.isVisible()
                                || roles.isVisible(),
                new Page.WaitForConditionOptions().setTimeout(60_000));
        if (page.locator("#kc-login").isVisible()) {
            login.signIn(KeycloakServer.ADMIN);
        }
        link.click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(ROLE)).click();
        page.getByTestId("attributesTab").click();
    }

    private void add(String name, String value) {
        page.getByTestId("attributes-add-row").click();
        page.getByTestId("attributes-key").last().fill(name);
        page.getByTestId("attributes-value").last().fill(value);
    }

    private void save() {
        page.getByTestId("attributes-save").click();
        page.getByText("The role has been saved").first().waitFor();
    }

    private static List<String> texts(JsonNode object, String name) {
        return StreamSupport.stream(object.required(name).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
