package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that was told of no client for people who sign in. */
@ExtendWith(RunningStack.class)
class SharesOnlyIT {

    private Stack stack;
    private NginxServer gateway;

    @BeforeEach
    void such_a_gateway_starts(Stack running) {
        stack = running;
        Ports there = stack.options().ports();
        Ports ports = there.withGateway(Ports.anyFree());
        gateway =
                NginxServer.startForSharesOnly(
                        StackOptions.ofBuild(RunningStack.module(), "shares-only").on(ports),
                        OhifViewer.prepare(stack.options()));
    }

    @AfterEach
    void it_stops() {
        gateway.close();
    }

    @Test
    void it_offers_no_login(Page tab, ViewerPage page) {
        page.open(gateway.root().resolve("ohif/"));

        assertThat(page.awaitRefusal()).isEqualTo("Nothing to open here");
        assertThat(tab.locator("#sign-in").isVisible()).isFalse();
    }

    @Test
    void a_share_opens(ViewerPage page) {
        String link = stack.mintLink(SampleStudies.A).url().toString();

        page.open(
                URI.create(
                        link.replace(stack.gatewayRoot().toString(), gateway.root().toString())));

        page.awaitImageOf(SampleStudies.A);
        page.awaitQuiet();
        assertThat(page.failedAnswers()).isEmpty();
    }
}
