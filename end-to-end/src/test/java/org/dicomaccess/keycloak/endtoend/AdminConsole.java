package org.dicomaccess.keycloak.endtoend;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.LoginPage;

/** Keycloak's admin console in a browser, at the realm {@code orthanc}. */
final class AdminConsole {

    /** Milliseconds, as Playwright counts: the console is large, and a first call fetches it. */
    private static final double PATIENCE = 60_000;

    private final Page page;
    private final URI root;

    /**
     * Signs in as Keycloak's administrator.
     *
     * @param keycloak where people reach it
     */
    AdminConsole(Page page, URI keycloak) {
        this.page = page;
        this.root = keycloak.resolve("admin/master/console/");
        page.setDefaultTimeout(PATIENCE);
        page.navigate(root.toString());
        new LoginPage(page).signIn(KeycloakServer.ADMIN);
        page.getByTestId("nav-item-realms").waitFor();
    }

    /**
     * Goes somewhere below the realm.
     *
     * @param path such as {@code roles}
     */
    void open(String path) {
        page.navigate(root.resolve("#/orthanc/" + path).toString());
        // What an earlier place left open, such as a dialog, stays when only the fragment changes.
        page.reload();
    }

    /** Waits for a text that is seen. */
    Locator text(String text) {
        Locator found = page.getByText(text).first();
        found.waitFor();
        return found;
    }

    Page page() {
        return page;
    }
}
