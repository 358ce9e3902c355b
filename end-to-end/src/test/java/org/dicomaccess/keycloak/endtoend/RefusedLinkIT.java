package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Links that do not open, or no longer: the person is told so in words, and sees no image. */
@ExtendWith(RunningStack.class)
class RefusedLinkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Stack stack;
    private ViewerPage page;

    @BeforeEach
    void a_visitor_arrives(Stack running, ViewerPage visitorsPage) {
        stack = running;
        page = visitorsPage;
    }

    @Test
    void a_study_that_is_not_granted() {
        page.open(linkTo(SampleStudies.C, stack.mintLink(SampleStudies.A).token()));

        assertRefusal("This study is not part of the link", "study-not-granted");
    }

    @Test
    void a_study_that_is_not_granted_beside_one_that_is() {
        String link = stack.mintLink(SampleStudies.A).url().toString();
        String granted = SampleStudies.A.studyInstanceUid();

        page.open(
                URI.create(
                        link.replace(
                                granted + "#",
                                granted + "," + SampleStudies.B.studyInstanceUid() + "#")));

        assertRefusal("This study is not part of the link", "one-study-of-two-not-granted");
    }

    @Test
    void an_expired_link() {
        ViewerLink link = stack.mintLink(Instant.now().plusSeconds(2), SampleStudies.A);
        awaitEndOf(link);

        page.open(link.url());

        assertRefusal("This link has expired", "expired");
    }

    @Test
    void a_link_that_expires_while_somebody_looks() {
        ViewerLink link = stack.mintLink(Instant.now().plusSeconds(30), SampleStudies.A);
        page.open(link.url());
        page.awaitImageOf(SampleStudies.A);
        page.awaitThumbnails(2);
        awaitEndOf(link);

        page.reload();

        assertRefusal("This link has expired", "expired-while-open");
    }

    @Test
    void a_link_that_was_cut_off() {
        String link = stack.mintLink(SampleStudies.A).url().toString();

        page.open(URI.create(link.substring(0, link.length() - 10)));

        assertRefusal("This link is not valid", "cut-off");
    }

    @Test
    void a_garbled_link() {
        page.open(linkTo(SampleStudies.A, "not%20a%20token%0D%0A%3Cscript%3E"));

        assertRefusal("This link is not valid", "garbled");
    }

    @Test
    void a_link_without_a_token() {
        page.open(
                stack.viewerRoot()
                        .resolve("viewer?StudyInstanceUIDs=" + SampleStudies.A.studyInstanceUid()));

        assertRefusal("Nothing to open here", "no-token");
    }

    private URI linkTo(SampleStudy study, String token) {
        return stack.viewerRoot()
                .resolve(
                        "viewer?StudyInstanceUIDs=" + study.studyInstanceUid() + "#token=" + token);
    }

    private void awaitEndOf(ViewerLink link) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                new RawCall("GET", "/dicom-access/grant")
                                                .bearer(link.token())
                                                .send(stack.gatewayRoot())
                                                .status()
                                        == 401);
    }

    private void assertRefusal(String heading, String screenshot) {
        assertThat(page.awaitRefusal()).isEqualTo(heading);
        page.screenshot(Screenshots.named("refused-" + screenshot));
        assertThat(page.words()).containsIgnoringCase("link").doesNotContain("undefined");
        assertThat(page.drawnLetter()).isEmpty();
        assertThat(OtherStudies.namedIn(page.words())).isEmpty();
    }
}
