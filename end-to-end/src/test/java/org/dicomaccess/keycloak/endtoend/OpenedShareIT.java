package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.Publication;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A share link, from whoever gives it to the images and to its end. */
@ExtendWith(RunningStack.class)
class OpenedShareIT {

    private Stack stack;
    private Sharer doctor;
    private LandingPage landing;
    private ViewerPage viewer;

    @BeforeEach
    void a_visitor_arrives(Stack running, LandingPage landingPage, ViewerPage viewerPage) {
        stack = running;
        doctor = stack.doctor();
        landing = landingPage;
        viewer = viewerPage;
    }

    @Test
    void a_share_is_given_opened_looked_at_and_taken_back() {
        GivenShare share = doctor.give(SampleStudies.A);
        landing.open(share.url());
        assertThat(landing.heading()).isEqualTo("Images were shared with you");
        assertThat(landing.words()).contains("Dora Doctor");
        assertThat(doctor.read(share).path("opens").intValue()).isZero();

        landing.openButton().click();
        viewer.awaitImageOf(SampleStudies.A);
        viewer.awaitThumbnails(2);
        viewer.awaitQuiet();

        assertThat(doctor.read(share).path("opens").intValue()).isOne();
        assertThat(viewer.failedAnswers()).isEmpty();
        assertThat(viewer.consoleErrors()).isEmpty();
        String token = tokenOfViewer();
        assertThat(viewer.address().toString()).doesNotContain("token");
        assertThat(series(SampleStudies.A, token).status()).isEqualTo(200);
        assertThat(series(SampleStudies.C, token).status()).isEqualTo(403);

        doctor.revoke(share);

        assertThat(series(SampleStudies.A, token).status()).isEqualTo(401);
        viewer.showSeriesOfThumbnail(1);
        assertThat(viewer.awaitRefusal()).isEqualTo("This share has ended");
        landing.open(share.url());
        assertThat(landing.heading()).isEqualTo("This link was withdrawn");
    }

    @Test
    void the_link_of_a_publication_opens_its_study() {
        Publication published = stack.publish(SampleStudies.C);

        landing.open(published.url());
        landing.openButton().click();

        viewer.awaitImageOf(SampleStudies.C);
        assertThat(viewer.failedAnswers()).isEmpty();
    }

    /** Nothing the page itself loads comes from elsewhere, nor does it tell where it came from. */
    @Test
    void the_page_asks_keycloak_only_and_sends_no_referer() {
        GivenShare share = doctor.give(SampleStudies.A);

        landing.open(share.url());
        viewer.awaitQuiet();

        assertThat(viewer.requestedAddresses())
                .allMatch(
                        address ->
                                address.startsWith(keycloak("realms/"))
                                        || address.startsWith(keycloak("resources/")));
        assertThat(viewer.sentHeaders("referer")).isEmpty();
        assertThat(viewer.consoleErrors()).isEmpty();
        assertThat(viewer.failedAnswers()).isEmpty();
    }

    @Test
    void somebody_without_the_permission_gives_no_share() {
        Sharer external = Sharer.signedIn(stack.keycloak(), "external");

        assertThat(external.refusalToGive(SampleStudies.A)).contains("403", "permission share");
    }

    @Test
    void nobody_shares_a_study_that_the_image_server_does_not_show_them() {
        SampleStudy nowhere =
                new SampleStudy(
                        "E",
                        SampleStudies.A.patient(),
                        SampleStudies.A.studyInstanceUid() + ".999",
                        "",
                        "",
                        "20260101",
                        "CT",
                        List.of());

        assertThat(doctor.refusalToGive(nowhere))
                .contains("403", "does not show you study " + nowhere.studyInstanceUid());
    }

    private String tokenOfViewer() {
        List<String> sent = viewer.sentHeaders("authorization");
        assertThat(sent).isNotEmpty();
        String last = sent.get(sent.size() - 1);
        assertThat(last).startsWith("Bearer ");
        return last.substring("Bearer ".length());
    }

    private RawAnswer series(SampleStudy study, String token) {
        return new RawCall(
                        "GET", "/orthanc/dicom-web/studies/" + study.studyInstanceUid() + "/series")
                .bearer(token)
                .send(stack.gatewayRoot());
    }

    private String keycloak(String path) {
        return stack.keycloak().publicRoot().resolve(path).toString();
    }
}
