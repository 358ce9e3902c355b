package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.LoginPage;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StudyListPage;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OHIF for people who sign in: what they find in it, and how it ends. */
@ExtendWith(RunningStack.class)
class SignedInViewerIT {

    private static final int SERIES_PER_STUDY = 2;

    /** More than the seconds for which an answer about a session may be kept. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Stack stack;
    private ViewerPage page;
    private LoginPage login;
    private StudyListPage list;

    @BeforeEach
    void a_visitor_arrives(Stack running, Page tab, ViewerPage visitorsPage) {
        stack = running;
        page = visitorsPage;
        login = new LoginPage(tab);
        list = new StudyListPage(tab);
    }

    @Test
    void whoever_comes_without_a_link_is_asked_to_sign_in() {
        page.open(stack.viewerRoot());

        login.await();
        login.screenshot(Screenshots.named("signed-in-login"));
        assertThat(page.address().toString()).startsWith(issuer());
    }

    @Test
    void a_clinician_signs_in_finds_every_study_and_opens_one() {
        page.open(stack.viewerRoot());
        login.signIn("doctor");

        assertThat(list.awaitAccessionNumbers(4))
                .containsExactlyInAnyOrderElementsOf(
                        SampleStudies.all().stream().map(SampleStudy::accessionNumber).toList());
        page.awaitQuiet();
        page.screenshot(Screenshots.named("signed-in-list"));

        list.open(SampleStudies.A);
        awaitWhole(SampleStudies.A);
        page.screenshot(Screenshots.named("signed-in-study"));
        assertThatNothingWentWrong();
    }

    @Test
    void the_browser_asks_the_gateway_and_nobody_else() {
        page.open(stack.viewerRoot());
        login.signIn("doctor");
        list.awaitAccessionNumbers(4);
        list.open(SampleStudies.A);
        awaitWhole(SampleStudies.A);

        assertThat(page.requestedAddresses())
                .filteredOn(address -> address.startsWith("http"))
                .allMatch(address -> address.startsWith(stack.gatewayRoot().toString()));
        assertThat(page.sentHeaders("referer")).noneMatch(referer -> referer.contains("code="));
    }

    @Test
    void reloading_the_page_shows_the_study_again() {
        page.open(stack.viewerRoot());
        login.signIn("doctor");
        list.awaitAccessionNumbers(4);
        list.open(SampleStudies.B);
        awaitWhole(SampleStudies.B);

        page.reload();

        awaitWhole(SampleStudies.B);
        page.backArrow().click();
        list.awaitAccessionNumbers(4);
        assertThatNothingWentWrong();
    }

    @Test
    void going_back_over_the_login_does_not_end_on_a_blank_page(Page tab) {
        page.open(stack.viewerRoot());
        login.signIn("doctor");
        list.awaitAccessionNumbers(4);

        tab.goBack();

        list.awaitAccessionNumbers(4);
    }

    @Test
    void an_address_of_a_study_opens_where_somebody_has_signed_in_before(Page tab) {
        page.open(stack.viewerRoot());
        login.signIn("doctor");
        list.awaitAccessionNumbers(4);

        ViewerPage other = new ViewerPage(tab.context().newPage());
        other.open(addressOf(SampleStudies.C));

        other.awaitImageOf(SampleStudies.C);
    }

    @Test
    void elsewhere_it_offers_to_sign_in_and_then_opens(Page tab) {
        page.open(addressOf(SampleStudies.C));
        assertThat(page.awaitRefusal()).isEqualTo("Nothing to open here");
        page.screenshot(Screenshots.named("refused-with-sign-in"));

        tab.locator("#sign-in").click();
        login.signIn("doctor");

        awaitWhole(SampleStudies.C);
    }

    @Test
    void whoever_signs_out_is_asked_to_sign_in_again_and_their_token_ends() {
        page.open(stack.viewerRoot());
        login.signIn("doctor");
        list.awaitAccessionNumbers(4);
        page.awaitQuiet();
        String header = lastBearer();
        assertThat(search(header).status()).isEqualTo(200);

        list.signOut();

        login.await();
        page.screenshot(Screenshots.named("signed-out"));
        await().atMost(PATIENCE).until(() -> search(header).status() == 401);
    }

    @Test
    void whoever_may_see_nothing_is_told_so() {
        stack.administrator().create("newcomer");
        page.open(stack.viewerRoot());
        login.signIn("newcomer");

        assertThat(page.awaitRefusal()).isEqualTo("There are no studies for you yet");
        page.screenshot(Screenshots.named("signed-in-nothing"));
        assertThat(page.words()).contains("study_not_granted");
        assertThat(namedOf(SampleStudies.all(), page.words())).isEmpty();
    }

    @Test
    void whoever_may_see_nothing_can_sign_in_as_somebody_else(Page tab) {
        stack.administrator().create("newcomer");
        page.open(stack.viewerRoot());
        login.signIn("newcomer");
        page.awaitRefusal();

        tab.locator("#other").click();
        login.signIn("doctor");

        list.awaitAccessionNumbers(4);
    }

    @Test
    void whoever_may_not_see_the_study_of_an_address_is_told_so(Page tab) {
        stack.administrator().create("newcomer");
        page.open(addressOf(SampleStudies.A));
        page.awaitRefusal();

        tab.locator("#sign-in").click();
        login.signIn("newcomer");

        assertThat(page.awaitRefusal()).isEqualTo("You may not see this study");
        page.screenshot(Screenshots.named("signed-in-not-granted"));
        assertThat(page.drawnLetter()).isEmpty();
    }

    @Test
    void whose_roles_open_labels_that_the_gateway_does_not_know_is_told_so() {
        page.open(stack.viewerRoot());
        login.signIn("external");

        assertThat(page.awaitRefusal()).isEqualTo("Your studies cannot be found here");
        page.screenshot(Screenshots.named("signed-in-labels"));
        assertThat(page.words()).contains("labels_not_known");
    }

    @Test
    void whoever_was_given_a_share_finds_its_study_and_no_other() {
        stack.administrator().create("colleague");
        Sharer doctor = stack.doctor();
        GivenShare share =
                doctor.give(
                        wish -> {
                            wish.putObject("recipient").put("username", "colleague");
                            return wish;
                        },
                        SampleStudies.B);
        page.open(stack.viewerRoot());
        login.signIn("colleague");

        assertThat(list.awaitAccessionNumbers(1))
                .containsExactly(SampleStudies.B.accessionNumber());
        page.awaitQuiet();
        page.screenshot(Screenshots.named("signed-in-granted"));
        list.open(SampleStudies.B);
        awaitWhole(SampleStudies.B);
        page.screenshot(Screenshots.named("signed-in-granted-study"));
        assertThat(
                        namedOf(
                                List.of(SampleStudies.A, SampleStudies.C, SampleStudies.D),
                                String.join(" ", page.jsonAnswersTo("/orthanc/dicom-web/"))))
                .isEmpty();
        assertThatNothingWentWrong();

        doctor.revoke(share);
        String header = lastBearer();
        await().atMost(PATIENCE).until(() -> search(header).status() == 403);
        page.open(stack.viewerRoot());
        assertThat(page.awaitRefusal()).isEqualTo("There are no studies for you yet");
    }

    @Test
    void a_token_is_renewed_before_it_ends(Page tab) {
        // The viewer renews a minute before the end.
        stack.administrator().setClient("ohif", "access.token.lifespan", "75");
        try {
            page.open(stack.viewerRoot());
            login.signIn("doctor");
            list.awaitAccessionNumbers(4);
            page.awaitQuiet();
            String first = lastBearer();

            tab.waitForResponse(
                    answer -> answer.url().endsWith("/openid-connect/token") && answer.ok(),
                    new Page.WaitForResponseOptions().setTimeout(60_000),
                    () -> {});
            list.open(SampleStudies.D);
            awaitWhole(SampleStudies.D);

            assertThat(lastBearer()).isNotEqualTo(first);
            assertThatNothingWentWrong();
        } finally {
            stack.administrator().setClient("ohif", "access.token.lifespan", "");
        }
    }

    @Test
    void an_ended_session_leads_to_the_login_and_back_to_the_list() {
        stack.administrator().create("guest-doctor", "doctor");
        page.open(stack.viewerRoot());
        login.signIn("guest-doctor");
        list.awaitAccessionNumbers(4);
        list.open(SampleStudies.A);
        awaitWhole(SampleStudies.A);
        String header = lastBearer();

        stack.administrator().endSessionsOf("guest-doctor");
        await().atMost(PATIENCE).until(() -> search(header).status() == 401);
        page.backArrow().click();
        login.await();
        page.screenshot(Screenshots.named("session-ended"));

        login.signIn("guest-doctor");
        list.awaitAccessionNumbers(4);
    }

    @Test
    void a_token_that_nobody_takes_does_not_lead_to_the_login_for_ever(Page tab) {
        tab.route(
                "**/orthanc/dicom-web/**",
                route ->
                        route.resume(
                                new Route.ResumeOptions()
                                        .setHeaders(Map.of("Authorization", "Bearer nobody"))));
        page.open(stack.viewerRoot());
        login.signIn("doctor");

        assertThat(page.awaitRefusal()).isEqualTo("Your account opens nothing here");
        page.screenshot(Screenshots.named("signed-in-token-refused"));
        assertThat(page.requestedAddresses())
                .filteredOn(address -> address.contains("/openid-connect/auth?"))
                .hasSize(2);
    }

    private URI addressOf(SampleStudy study) {
        return stack.viewerRoot().resolve("viewer?StudyInstanceUIDs=" + study.studyInstanceUid());
    }

    private String issuer() {
        return stack.keycloak().publicRoot().resolve("realms/orthanc").toString();
    }

    private String lastBearer() {
        List<String> sent = page.sentHeaders("authorization");
        return sent.get(sent.size() - 1);
    }

    private RawAnswer search(String authorization) {
        return new RawCall("GET", "/orthanc/dicom-web/studies")
                .header("Authorization", authorization)
                .send(stack.gatewayRoot());
    }

    private static List<String> namedOf(List<SampleStudy> studies, String text) {
        return studies.stream()
                .flatMap(study -> study.fingerprints().stream())
                .filter(text::contains)
                .toList();
    }

    private void awaitWhole(SampleStudy study) {
        page.awaitImageOf(study);
        page.awaitThumbnails(SERIES_PER_STUDY);
        page.awaitQuiet();
    }

    private void assertThatNothingWentWrong() {
        assertThat(page.failedAnswers()).isEmpty();
        assertThat(page.consoleErrors()).isEmpty();
    }
}
