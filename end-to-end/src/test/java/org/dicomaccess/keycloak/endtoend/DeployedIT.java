package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.LoginPage;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StudyListPage;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything by https, below a path, under a name or an address that is not this machine's own. */
@ExtendWith(RunningStack.class)
class DeployedIT {

    private static final String NAME = "images.example.test";

    /** Not one that browsers trust without https. */
    private static final String ADDRESS = "10.11.12.13";

    private static final String IPV6_ADDRESS = "[2001:db8::1]";

    private static final String STUDY = SampleStudies.A.studyInstanceUid();

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Stack stack;
    private DeployedSite site;
    private HeadlessChromium browser;

    @BeforeEach
    void somebody_has_the_stack(Stack running) {
        stack = running;
    }

    @AfterEach
    void everything_closes() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, IPV6_ADDRESS})
    void people_sign_in_share_and_open_shares(String host) throws Exception {
        deploy(host);
        BrowserContext clinician = visitor();
        Page tab = clinician.newPage();
        ViewerPage viewer = new ViewerPage(tab);

        viewer.open(site.root().resolve("ohif/"));
        new LoginPage(tab).signIn("doctor");
        StudyListPage list = new StudyListPage(tab);
        list.awaitAccessionNumbers(4);
        list.open(SampleStudies.A);
        awaitA(viewer);
        viewer.reload();
        awaitA(viewer);
        viewer.screenshot(Screenshots.named("deployed-" + file(host)));
        assertThatNothingWentWrong(viewer);
        assertThat(clinician.cookies())
                // OHIF keeps its language in one of its own.
                .filteredOn(cookie -> cookie.path.startsWith(DeployedSite.PATH + "/realms/"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.secure)
                .allMatch(cookie -> cookie.domain.equals(host));
        assertThat(clinician.cookies())
                .filteredOn(cookie -> cookie.name.contains("IDENTITY"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.httpOnly);

        Page pages = clinician.newPage();
        String link = giveShareOnPage(pages);
        assertThat(link).startsWith(site.endpoint() + "s/");

        BrowserContext recipient = visitor();
        Page recipientsTab = recipient.newPage();
        ViewerPage shared = new ViewerPage(recipientsTab);
        LandingPage landing = new LandingPage(recipientsTab);
        landing.open(URI.create(link));
        assertThat(landing.heading()).isEqualTo("Images were shared with you");
        assertThatAllAddressesAreBelowThePath(recipientsTab);
        landing.openButton().click();
        awaitA(shared);
        assertThat(shared.jsonAnswersTo("/dicom-web/studies?00100020="))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer).contains(STUDY))
                .allSatisfy(answer -> assertThat(OtherStudies.namedIn(answer)).isEmpty());
        shared.reload();
        awaitA(shared);
        assertThatNothingWentWrong(shared);

        takeBackOnPage(pages);
        shared.showSeriesOfThumbnail(1);
        assertThat(shared.awaitRefusal()).isEqualTo("This share has ended");
        shared.screenshot(Screenshots.named("deployed-ended-" + file(host)));
        landing.open(URI.create(link));
        assertThat(landing.heading()).isEqualTo("This link was withdrawn");
        for (ViewerPage page : List.of(viewer, shared)) {
            assertThat(page.requestedAddresses())
                    .filteredOn(address -> address.startsWith("http"))
                    .allMatch(address -> address.startsWith(site.root().toString()));
        }
    }

    @Test
    void the_viewer_is_isolated_from_other_sites_on_every_response() throws Exception {
        deploy(NAME);
        Page tab = visitor().newPage();
        ViewerPage viewer = new ViewerPage(tab);
        viewer.open(site.root().resolve("ohif/"));
        new LoginPage(tab).signIn("doctor");
        new StudyListPage(tab).awaitAccessionNumbers(4);
        new StudyListPage(tab).open(SampleStudies.A);
        awaitA(viewer);

        assertThat(tab.evaluate("window.crossOriginIsolated")).isEqualTo(true);
        assertThat(tab.evaluate("typeof SharedArrayBuffer")).isEqualTo("function");
        assertThat(tab.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol"))
                .isEqualTo("h2");
        List<String> files =
                viewer.requestedAddresses().stream()
                        .filter(address -> address.startsWith(site.root() + "ohif/"))
                        .toList();
        assertThat(files).anyMatch(address -> address.endsWith(".js"));
        assertThat(files).anyMatch(address -> address.contains("worker.bundle."));
        for (String file : files) {
            Fetched whole = Fetched.from(tab, file, Map.of());
            assertThatIsIsolated(whole);
            String tag = whole.header("etag");
            if (!tag.isEmpty()) {
                Fetched unchanged = Fetched.from(tab, file, Map.of("If-None-Match", tag));
                assertThat(unchanged.status()).as(file).isEqualTo(304);
                assertThatIsIsolated(unchanged);
            }
        }
        Fetched missing = Fetched.from(tab, site.root() + "ohif/no-such-file.js", Map.of());
        assertThat(missing.status()).isEqualTo(404);
        assertThatIsIsolated(missing);
    }

    @Test
    void answers_tell_the_sites_own_addresses() throws Exception {
        deploy(ADDRESS);
        Page tab = visitor().newPage();
        ViewerPage viewer = new ViewerPage(tab);
        viewer.open(site.root().resolve("ohif/viewer?StudyInstanceUIDs=" + STUDY));
        assertThat(viewer.awaitRefusal()).isEqualTo("Nothing to open here");
        assertThat(viewer.address().toString()).startsWith(site.root() + "ohif/refused.html");
        tab.locator("#sign-in").click();
        new LoginPage(tab).signIn("doctor");
        awaitA(viewer);
        String bearer = viewer.sentHeaders("authorization").get(0);

        Fetched metadata =
                Fetched.from(
                        tab,
                        site.root() + "orthanc/dicom-web/studies/" + STUDY + "/metadata",
                        Map.of("Authorization", bearer, "Accept", "application/dicom+json"));
        URI realm = site.endpoint().resolve("../");
        Fetched discovery = Fetched.from(tab, realm + ".well-known/openid-configuration", Map.of());

        assertThat(metadata.text())
                .contains("\"BulkDataURI\"")
                .contains("\"" + site.root() + "orthanc/dicom-web/studies/" + STUDY + "/");
        assertThat(discovery.text())
                .contains("\"issuer\":\"" + withoutSlash(realm) + "\"")
                .doesNotContain("http://");
        for (String outside : List.of("/realms/clinic", "/ohif/", "/orthanc/", "/")) {
            assertThat(
                            Fetched.from(tab, site.root().resolve(outside).toString(), Map.of())
                                    .status())
                    .as(outside)
                    .isEqualTo(404);
        }
    }

    private void deploy(String host) throws Exception {
        site = DeployedSite.start(stack, "clinic", host);
        opened.push(site);
        browser = DeployedSite.browser(host);
        opened.push(browser::close);
    }

    private BrowserContext visitor() {
        return browser.newVisitor();
    }

    private String giveShareOnPage(Page page) {
        page.navigate(site.endpoint().resolve("pages/share?study=" + STUDY).toString());
        page.locator("button[name=do][value=give]").click();
        String link = page.locator("#link").inputValue();
        assertThatAllAddressesAreBelowThePath(page);
        return link;
    }

    private void takeBackOnPage(Page page) {
        page.navigate(site.endpoint().resolve("pages/shares").toString());
        assertThatAllAddressesAreBelowThePath(page);
        page.locator("main a[href*='pages/shares/']").first().click();
        page.locator("details:has(#reason) summary").click();
        page.locator("button[name=do][value=revoke]").first().click();
        page.waitForLoadState();
    }

    private static void assertThatAllAddressesAreBelowThePath(Page page) {
        Object paths =
                page.evaluate(
                        """
                        [...document.querySelectorAll('[href], [src], form')]
                          .map(one => ['href', 'src', 'action'].map(name => one.getAttribute(name)))
                          .map(names => new URL(names.find(name => name) ?? '', document.baseURI))
                          .filter(address => address.protocol === 'https:')
                          .map(address => address.pathname)
                        """);
        assertThat((List<?>) paths)
                .isNotEmpty()
                .allSatisfy(
                        path ->
                                assertThat(String.valueOf(path))
                                        .startsWith(DeployedSite.PATH + "/"));
    }

    private static void awaitA(ViewerPage viewer) {
        viewer.awaitImageOf(SampleStudies.A);
        viewer.awaitThumbnails(2);
        viewer.awaitQuiet();
    }

    private static void assertThatNothingWentWrong(ViewerPage viewer) {
        assertThat(viewer.failedAnswers()).isEmpty();
        assertThat(viewer.consoleErrors()).isEmpty();
    }

    private static void assertThatIsIsolated(Fetched answer) {
        assertThat(answer.headers())
                .as(answer.address())
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("cross-origin-embedder-policy", "require-corp")
                .containsEntry("cross-origin-resource-policy", "same-origin");
    }

    private static String file(String host) {
        return host.replaceAll("[^a-z0-9.]+", "-");
    }

    private static String withoutSlash(URI address) {
        return address.toString().replaceFirst("/$", "");
    }
}
