package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Predicate;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.LoginPage;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StudyListPage;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A share's link in a browser in which somebody is signed in: one tab is one or the other. */
@ExtendWith(RunningStack.class)
class SignedInBesideShareIT {

    private Stack stack;
    private Page tab;
    private ViewerPage page;

    @BeforeEach
    void a_clinician_is_signed_in(Stack running, Page visitorsTab, ViewerPage visitorsPage) {
        stack = running;
        tab = visitorsTab;
        page = visitorsPage;
        page.open(stack.viewerRoot());
        new LoginPage(tab).signIn("doctor");
        new StudyListPage(tab).awaitAccessionNumbers(4);
        page.awaitQuiet();
    }

    @Test
    void a_share_opened_in_another_tab_uses_its_own_token_only() {
        ViewerLink link = stack.mintLink(SampleStudies.A);
        ViewerPage other = new ViewerPage(tab.context().newPage());

        other.open(link.url());
        awaitA(other);

        assertThat(dicomWebBearers(other)).isNotEmpty().allMatch(isTokenOf(link));
        other.screenshot(Screenshots.named("share-beside-sign-in"));
        // The other tab is still the clinician's.
        page.reload();
        new StudyListPage(tab).awaitAccessionNumbers(4);
    }

    @Test
    void a_share_opened_in_the_same_tab_makes_it_the_shares() {
        ViewerLink link = stack.mintLink(SampleStudies.A);
        int before = page.requestedAddresses().size();

        page.open(link.url());
        awaitA(page);
        page.open(stack.viewerRoot());

        assertThat(page.awaitRefusal()).isEqualTo("Nothing to open here");
        assertThat(page.requestedAddresses().stream().skip(before))
                .noneMatch(
                        address ->
                                address.startsWith(
                                        stack.keycloak()
                                                .publicRoot()
                                                .resolve("realms/")
                                                .toString()));
        assertThat(tab.evaluate("Object.keys(sessionStorage).join()").toString())
                .doesNotContain("oidc.user");
    }

    @Test
    void whoever_opened_a_share_can_go_on_with_their_account() {
        page.open(stack.mintLink(SampleStudies.A).url());
        awaitA(page);
        page.open(stack.viewerRoot());
        page.awaitRefusal();

        tab.locator("#sign-in").click();

        new StudyListPage(tab).awaitAccessionNumbers(4);
    }

    @Test
    void an_ended_share_does_not_turn_into_a_login() {
        GivenShare share =
                stack.doctor().give(wish -> wish.put("link_form", "token"), SampleStudies.A);
        page.open(share.url());
        awaitA(page);

        stack.doctor().revoke(share);
        page.reload();

        assertThat(page.awaitRefusal()).isEqualTo("This share has ended");
        page.screenshot(Screenshots.named("share-ended-beside-sign-in"));
        page.open(
                stack.viewerRoot()
                        .resolve("viewer?StudyInstanceUIDs=" + SampleStudies.A.studyInstanceUid()));
        assertThat(page.awaitRefusal()).isEqualTo("Nothing to open here");
    }

    private static void awaitA(ViewerPage viewer) {
        viewer.awaitImageOf(SampleStudies.A);
        viewer.awaitThumbnails(2);
        viewer.awaitQuiet();
    }

    private static List<String> dicomWebBearers(ViewerPage viewer) {
        return viewer.sentHeaders("authorization");
    }

    private static Predicate<String> isTokenOf(ViewerLink link) {
        return header -> header.equals("Bearer " + link.token());
    }
}
