package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway whose Keycloak does not answer lets nothing through. */
@ExtendWith(RunningStack.class)
class KeycloakAwayIT {

    private ViewerLink link;
    private NginxServer gateway;

    @BeforeEach
    void a_gateway_finds_orthanc_and_no_keycloak(Stack stack) {
        link = stack.mintLink(SampleStudies.A);
        Ports there = stack.options().ports();
        Ports ports = Ports.free().withOrthanc(there.orthanc());
        StackOptions options =
                StackOptions.ofBuild(RunningStack.module(), "keycloak-away").on(ports);
        gateway = NginxServer.start(options, OhifViewer.prepare(stack.options()));
    }

    @AfterEach
    void the_gateway_stops() {
        gateway.close();
    }

    @Test
    void a_request_that_cannot_be_checked_is_not_forwarded() {
        RawAnswer answer =
                new RawCall(
                                "GET",
                                "/orthanc/dicom-web/studies/"
                                        + SampleStudies.A.studyInstanceUid()
                                        + "/series")
                        .bearer(link.token())
                        .send(gateway.root());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("temporarily_unavailable");
        assertThat(answer.text()).doesNotContain(SampleStudies.A.patient().id());
    }

    @Test
    void a_person_is_told_to_try_again_later(ViewerPage page) {
        page.open(
                URI.create(
                        gateway.root()
                                + "ohif/viewer?StudyInstanceUIDs="
                                + SampleStudies.A.studyInstanceUid()
                                + "#token="
                                + link.token()));

        assertThat(page.awaitRefusal()).isEqualTo("The service cannot be reached");
        page.screenshot(Screenshots.named("refused-unavailable"));
        assertThat(page.words()).contains("Try again");
    }

    @Test
    void so_is_whoever_wants_to_sign_in(ViewerPage page) {
        page.open(gateway.root().resolve("ohif/"));

        assertThat(page.awaitRefusal()).isEqualTo("The service cannot be reached");
        page.screenshot(Screenshots.named("refused-unavailable-sign-in"));
        assertThat(page.words()).contains("Try again").doesNotContainIgnoringCase("link");
    }
}
