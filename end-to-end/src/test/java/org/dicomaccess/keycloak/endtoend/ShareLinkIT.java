package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.stack.Publication;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A share that was given through Orthanc's door, in the viewer of whoever opened it. */
@ExtendWith(RunningStack.class)
class ShareLinkIT {

    private static final int SERIES_PER_STUDY = 2;

    private Stack stack;
    private ViewerPage page;

    @BeforeEach
    void a_visitor_arrives(Stack running, ViewerPage visitorsPage) {
        stack = running;
        page = visitorsPage;
    }

    @Test
    void a_link_to_one_study_shows_its_images_and_thumbnails() {
        page.open(stack.mintLink(SampleStudies.A).url());

        awaitWhole(SampleStudies.A);
        page.screenshot(Screenshots.named("one-study"));
        assertThatNothingWentWrong();
    }

    @Test
    void reloading_the_page_shows_the_study_again() {
        page.open(stack.mintLink(SampleStudies.A).url());
        awaitWhole(SampleStudies.A);

        page.reload();

        awaitWhole(SampleStudies.A);
        assertThatNothingWentWrong();
    }

    @Test
    void the_token_is_in_no_address_no_referer_and_no_log() throws IOException {
        ViewerLink link = stack.mintLink(SampleStudies.A);
        String signature = link.token().substring(link.token().lastIndexOf('.') + 1);

        page.open(link.url());
        awaitWhole(SampleStudies.A);
        page.reload();
        awaitWhole(SampleStudies.A);

        assertThat(page.sentHeaders("authorization")).contains("Bearer " + link.token());
        assertThat(page.address().toString()).doesNotContain(signature);
        assertThat(page.requestedAddresses())
                .filteredOn(address -> !address.equals(link.url().toString()))
                .noneMatch(address -> address.contains(signature));
        assertThat(page.sentHeaders("referer")).noneMatch(referer -> referer.contains(signature));
        for (Path log : logs()) {
            assertThat(Files.readString(log)).as(log.toString()).doesNotContain(signature);
        }
        assertThat(Files.readString(stack.gateway().accessLog())).contains("reason=granted");
    }

    @Test
    void the_browser_asks_no_other_host() {
        page.open(stack.mintLink(SampleStudies.A).url());
        awaitWhole(SampleStudies.A);

        assertThat(page.requestedAddresses())
                .filteredOn(address -> address.startsWith("http"))
                .allMatch(address -> address.startsWith(stack.gatewayRoot().toString()));
    }

    @Test
    void the_search_for_priors_finds_the_granted_study_only() {
        page.open(stack.mintLink(SampleStudies.A).url());
        awaitWhole(SampleStudies.A);

        List<String> priors = page.jsonAnswersTo("/dicom-web/studies?00100020=");
        assertThat(priors)
                .isNotEmpty()
                .allSatisfy(
                        answer -> assertThat(answer).contains(SampleStudies.A.studyInstanceUid()));
        assertThat(page.jsonAnswersTo("/orthanc/"))
                .allSatisfy(answer -> assertThat(OtherStudies.namedIn(answer)).isEmpty());
    }

    @Test
    void a_link_to_two_studies_opens_both() {
        page.open(stack.mintLink(SampleStudies.A, SampleStudies.C).url());

        page.awaitThumbnails(2 * SERIES_PER_STUDY);
        page.showSeriesOfThumbnail(0);
        page.awaitImageOf(SampleStudies.A);
        page.showSeriesOfThumbnail(SERIES_PER_STUDY);
        page.awaitImageOf(SampleStudies.C);
        page.screenshot(Screenshots.named("two-studies"));
        assertThatNothingWentWrong();
    }

    @Test
    void a_second_link_in_the_same_tab_opens_what_it_names() {
        page.open(stack.mintLink(SampleStudies.A).url());
        awaitWhole(SampleStudies.A);

        page.open(stack.mintLink(SampleStudies.C).url());

        awaitWhole(SampleStudies.C);
        assertThatNothingWentWrong();
    }

    @Test
    void the_back_arrow_shows_nothing_else() {
        page.open(stack.mintLink(SampleStudies.A).url());
        awaitWhole(SampleStudies.A);

        page.backArrow().click();

        page.awaitImageOf(SampleStudies.A);
        assertThat(OtherStudies.namedIn(page.words())).isEmpty();
        assertThatNothingWentWrong();
    }

    @Test
    void the_viewers_list_of_studies_is_not_part_of_a_link() {
        page.open(stack.mintLink(SampleStudies.A).url());
        awaitWhole(SampleStudies.A);

        page.open(stack.viewerRoot());

        assertThat(page.awaitRefusal()).isEqualTo("Nothing to open here");
        page.screenshot(Screenshots.named("study-list"));
        assertThat(page.words()).doesNotContain(SampleStudies.A.patient().id());
    }

    @Test
    void a_link_works_in_the_viewers_other_modes() {
        String viewer = stack.mintLink(SampleStudies.A).url().toString();

        page.open(URI.create(viewer.replace("/ohif/viewer?", "/ohif/segmentation?")));

        page.awaitImageOf(SampleStudies.A);
        page.screenshot(Screenshots.named("segmentation-mode"));
        assertThatNothingWentWrong();
    }

    @Test
    void a_resource_server_can_be_set_to_links_that_open_the_viewer_themselves() {
        stack.administrator().setResourceServer("dicom-access.token-links", "true");
        try {
            Publication published = stack.publish(SampleStudies.A);
            assertThat(published.url())
                    .isEqualTo(stack.viewerOf(published.token(), SampleStudies.A));

            page.open(published.url());

            awaitWhole(SampleStudies.A);
            assertThatNothingWentWrong();
        } finally {
            stack.administrator().setResourceServer("dicom-access.token-links", "false");
        }
    }

    @Test
    void otherwise_a_link_holds_no_token() {
        Publication published = stack.publish(SampleStudies.A);

        assertThat(published.url().toString())
                .startsWith(stack.keycloak().publicEndpoint() + "s/")
                .doesNotContain(published.token().substring(0, 20));
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

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(stack.options().logs())) {
            return files.toList();
        }
    }
}
