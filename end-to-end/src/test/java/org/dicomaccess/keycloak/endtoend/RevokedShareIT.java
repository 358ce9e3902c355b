package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A share that somebody gave over REST and took back, for whoever was looking at it. */
@ExtendWith(RunningStack.class)
class RevokedShareIT {

    private Stack stack;
    private Sharer doctor;
    private GivenShare share;

    @BeforeEach
    void the_doctor_gives_a_share_as_a_link_with_its_token(Stack running) {
        stack = running;
        doctor = stack.doctor();
        share = doctor.give(wish -> wish.put("link_form", "token"), SampleStudies.A);
    }

    @Test
    void its_token_opens_its_study_and_no_other() {
        assertThat(series(SampleStudies.A).status()).isEqualTo(200);
        assertThat(series(SampleStudies.B).status()).isEqualTo(403);
        assertThat(OtherStudies.namedIn(series(SampleStudies.B).text())).isEmpty();
    }

    @Test
    void its_token_is_refused_from_the_next_call_on() {
        assertThat(series(SampleStudies.A).status()).isEqualTo(200);

        doctor.revoke(share);
        RawAnswer answer = series(SampleStudies.A);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("X-Dicom-Access-Reason: share_ended");
        assertThat(answer.body()).contains("\"error_description\":\"The share has ended.\"");
        assertThat(answer.text()).doesNotContain(SampleStudies.A.patient().id());
    }

    @Test
    void an_administrator_takes_back_all_shares_of_a_study() {
        GivenShare ofB = doctor.give(wish -> wish.put("link_form", "token"), SampleStudies.B);

        stack.administrator().revokeAllOf(SampleStudies.A.studyInstanceUid());

        assertThat(series(SampleStudies.A).status()).isEqualTo(401);
        assertThat(series(SampleStudies.B, ofB.token()).status()).isEqualTo(200);
    }

    @Test
    void an_open_viewer_says_so_with_its_next_call(ViewerPage page) {
        page.open(share.url());
        page.awaitImageOf(SampleStudies.A);
        page.awaitThumbnails(2);
        page.awaitQuiet();

        doctor.revoke(share);
        page.showSeriesOfThumbnail(1);

        assertRefusal(page, "revoked-while-open");
    }

    @Test
    void its_link_says_so_when_it_is_opened_again(ViewerPage page) {
        page.open(share.url());
        page.awaitImageOf(SampleStudies.A);
        doctor.revoke(share);

        page.reload();

        assertRefusal(page, "revoked");
        // The tab has forgotten the token.
        page.open(stack.viewerRoot().resolve("viewer?" + share.url().getQuery()));
        assertThat(page.awaitRefusal()).isEqualTo("Nothing to open here");
    }

    private void assertRefusal(ViewerPage page, String screenshot) {
        assertThat(page.awaitRefusal()).isEqualTo("This share has ended");
        page.screenshot(Screenshots.named("refused-" + screenshot));
        assertThat(page.words()).contains("ask the person who gave you the link");
        assertThat(page.words()).doesNotContain("undefined");
        assertThat(page.drawnLetter()).isEmpty();
    }

    private RawAnswer series(SampleStudy study) {
        return series(study, share.token());
    }

    private RawAnswer series(SampleStudy study, String token) {
        return new RawCall(
                        "GET", "/orthanc/dicom-web/studies/" + study.studyInstanceUid() + "/series")
                .bearer(token)
                .send(stack.gatewayRoot());
    }
}
