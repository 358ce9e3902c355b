package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A link that was minted through Orthanc's door, opened by a person in a browser. */
@ExtendWith(RunningStack.class)
class ShareLinkIT {

    private Stack stack;
    private BrowserContext visitor;
    private ViewerPage page;

    @BeforeEach
    void a_visitor_arrives(Stack running, HeadlessChromium browser) {
        stack = running;
        visitor = browser.newVisitor();
        page = new ViewerPage(visitor.newPage());
    }

    @AfterEach
    void the_visitor_leaves() {
        visitor.close();
    }

    @Test
    void a_link_to_one_study_shows_its_images_and_thumbnails() {
        ViewerLink link = stack.mintLink(SampleStudies.A);

        page.open(link.url());

        page.awaitImageOf(SampleStudies.A);
        page.awaitThumbnails(2);
        page.screenshot(Screenshots.named("one-study"));
        assertThat(page.failedAnswers()).isEmpty();
        assertThat(page.consoleErrors()).isEmpty();
    }

    @Test
    void a_link_to_two_studies_opens_both() {
        page.open(stack.mintLink(SampleStudies.A, SampleStudies.C).url());

        page.awaitImageOf(SampleStudies.A);
        page.screenshot(Screenshots.named("two-studies"));
        page.requestedAddresses().forEach(System.out::println);
        System.out.println(page.words());
    }
}
