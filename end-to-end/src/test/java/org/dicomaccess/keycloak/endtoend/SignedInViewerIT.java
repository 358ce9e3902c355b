package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.dicomaccess.keycloak.stack.LoginPage;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.class)
class SignedInViewerIT {

    @Test
    void look(Stack stack, Page tab, ViewerPage page) throws Exception {
        tab.onConsoleMessage(m -> System.out.println("CONSOLE " + m.type() + " " + m.text()));
        page.open(stack.viewerRoot());
        new LoginPage(tab).await();
        page.screenshot(Screenshots.named("signed-in-login"));
        new LoginPage(tab).signIn("doctor");
        tab.waitForTimeout(20000);
        System.out.println("ADDRESS " + page.address());
        page.screenshot(Screenshots.named("signed-in-list"));
        page.failedAnswers().forEach(System.out::println);
        page.requestedAddresses().stream().filter(a -> !a.contains("/ohif/") || a.contains("callback")).forEach(System.out::println);
        assertThat(page.consoleErrors()).isEmpty();
    }
}
