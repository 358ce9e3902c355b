package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.dicomaccess.keycloak.stack.Administrator;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/administrators.md says of Keycloak's admin console is there, and is what it shows. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministratorsPicturesIT {

    private final ObjectMapper json = new ObjectMapper();
    private Stack stack;
    private BrowserContext visitor;
    private Page page;
    private AdminConsole console;

    @BeforeAll
    void an_administrator_is_signed_in(Stack running, HeadlessChromium browser) {
        stack = running;
        visitor = browser.newVisitor(Pictures.WIDTH, Pictures.HEIGHT);
        page = visitor.newPage();
        console = new AdminConsole(page, stack.keycloak().publicRoot());
    }

    @AfterAll
    void the_administrator_leaves() {
        visitor.close();
    }

    @Test
    void a_realm_is_made_from_a_file() {
        page.getByTestId("nav-item-realms").click();
        page.getByTestId("add-realm").click();
        page.locator("input[type=file]")
                .setInputFiles(
                        stack.options().repository().resolve("realm-export/orthanc-realm.json"));
        page.waitForCondition(() -> page.getByTestId("realm").inputValue().equals("orthanc"));

        Pictures.take(page, "admin-create-realm");
    }

    @Test
    void the_realm_has_a_key_for_study_tokens() {
        console.open("realm-settings/keys/providers");
        console.text("Generates ECDSA keys");

        Pictures.take(page, "admin-keys");
    }

    @Test
    void the_resource_server_has_a_secret() {
        console.open("clients/" + idOf("clients?clientId=orthanc") + "/credentials");
        console.text("Client Secret");

        Pictures.take(page, "admin-secret");
    }

    @Test
    void a_role_has_permissions_and_labels() {
        console.open("roles/" + roleId("doctor") + "/attributes");
        page.getByTestId("attributes-value").first().waitFor();
        assertThat(page.getByTestId("attributes-key").first().inputValue())
                .startsWith("dicom-access.");

        Pictures.take(page, "admin-role");
    }

    @Test
    void a_mapper_puts_granted_studies_into_tokens() {
        console.open("clients/" + idOf("clients?clientId=ohif") + "/clientScopes/dedicated");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("granted studies"))
                .click();
        console.text("DICOM granted studies");
        console.text("Resource server");

        Pictures.take(page, "admin-mapper");
    }

    @Test
    void a_user_is_granted_single_studies() {
        console.open("users/" + idOf("users?exact=true&username=external") + "/settings");
        console.text("DICOM studies").scrollIntoViewIfNeeded();

        Pictures.take(page, "admin-user");
    }

    @Test
    void an_opened_share_is_an_event() {
        stack.open(stack.doctor().give(SampleStudies.A));
        console.open("events/user-events");
        console.text("EXECUTE_ACTION_TOKEN");
        page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("EXECUTE_ACTION_TOKEN"))
                .first()
                .getByRole(AriaRole.BUTTON)
                .first()
                .click();
        console.text("share_opened");

        Pictures.take(page, "admin-events");
    }

    private String idOf(String query) {
        return json(administrator().send("GET", query, "")).required(0).required("id").asText();
    }

    private String roleId(String name) {
        return json(administrator().send("GET", "roles/" + name, "")).required("id").asText();
    }

    private Administrator administrator() {
        return stack.administrator();
    }

    private JsonNode json(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(notJson);
        }
    }
}
