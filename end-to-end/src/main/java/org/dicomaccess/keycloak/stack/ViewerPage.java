package org.dicomaccess.keycloak.stack;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;
import org.dicomaccess.keycloak.stack.samples.TestPattern;

/** What a person sees who opens a link, and what the browser said meanwhile. */
public final class ViewerPage {

    /** Milliseconds, as Playwright counts. */
    private static final double PATIENCE = 60_000;

    private static final int FIRST_ERROR_STATUS = 400;

    /**
     * Brightness, 0 to 255, at points of the first viewport that are given in shares of the largest
     * square in its middle: that is where a square image is drawn.
     */
    private static final String BRIGHTNESS_AT =
            """
            points => {
              const canvas = document.querySelector('.cornerstone-viewport-element canvas');
              const context = canvas?.getContext('2d');
              if (!context || canvas.width === 0 || canvas.height === 0) return [];
              const side = Math.min(canvas.width, canvas.height);
              const left = (canvas.width - side) / 2;
              const top = (canvas.height - side) / 2;
              return points.map(([x, y]) =>
                context.getImageData(left + x * side, top + y * side, 1, 1).data[0]);
            }
            """;

    private final Page page;
    private final List<String> consoleErrors = new ArrayList<>();
    private final List<String> failedAnswers = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Request> answered = new ArrayList<>();
    private final List<Request> brokenOff = new ArrayList<>();

    public ViewerPage(Page page) {
        this.page = page;
        page.onConsoleMessage(this::keepError);
        page.onPageError(consoleErrors::add);
        page.onResponse(this::keepFailure);
        page.onRequestFinished(answered::add);
        page.onRequestFailed(this::keepBrokenOff);
        page.onRequest(requests::add);
    }

    /** Opens an address as if it had been clicked. */
    public void open(URI address) {
        page.navigate(address.toString());
    }

    /**
     * F5. What the page was asking for just then is broken off, and of each such request it may
     * complain once: that is no error of its.
     */
    public void reload() {
        int errorsBefore = consoleErrors.size();
        int brokenOffBefore = brokenOff.size();
        page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
        int errorsOfTheOldPage = consoleErrors.size();
        // The browser may tell of a request after the page has complained of it.
        page.waitForLoadState();
        int excused = brokenOff.size() - brokenOffBefore;
        for (int i = errorsOfTheOldPage - 1; i >= errorsBefore && excused > 0; i--) {
            if (consoleErrors.get(i).contains("Failed to fetch")) {
                consoleErrors.remove(i);
                excused--;
            }
        }
    }

    /**
     * Waits until the first viewport shows an image of this study, told by the letter drawn in it.
     */
    public void awaitImageOf(SampleStudy study) {
        page.waitForURL(
                Pattern.compile(".*/ohif/.*"), new Page.WaitForURLOptions().setTimeout(PATIENCE));
        // Survives the way over a login, which the look at the pixels does not.
        page.locator(".cornerstone-viewport-element canvas")
                .first()
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        page.waitForCondition(
                () -> drawnLetter().filter(study.letter()::equals).isPresent(),
                new Page.WaitForConditionOptions().setTimeout(PATIENCE));
    }

    /** The letter the first viewport's pixels show, if they show one. */
    public Optional<String> drawnLetter() {
        Object brightness = page.evaluate(BRIGHTNESS_AT, TestPattern.probes());
        if (!(brightness instanceof List<?> values)) {
            return Optional.empty();
        }
        return TestPattern.letterIn(
                values.stream().map(Number.class::cast).map(Number::intValue).toList());
    }

    /** Waits until the study panel shows at least so many thumbnails with an image in them. */
    public void awaitThumbnails(int count) {
        Locator images = thumbnails();
        page.waitForCondition(
                () -> images.count() >= count,
                new Page.WaitForConditionOptions().setTimeout(PATIENCE));
    }

    /** Waits until the browser has asked for nothing for half a second. */
    public void awaitQuiet() {
        page.waitForLoadState(
                LoadState.NETWORKIDLE, new Page.WaitForLoadStateOptions().setTimeout(PATIENCE));
    }

    /** Pictures in the study panel. */
    public Locator thumbnails() {
        return page.locator("[data-cy^='study-browser-thumbnail'] img");
    }

    /** Shows the series of the thumbnail in this place, counted from 0, in the viewport. */
    public void showSeriesOfThumbnail(int place) {
        page.locator("[data-cy^='study-browser-thumbnail']").nth(place).dblclick();
    }

    /** The viewer's own way back to its list of studies. */
    public Locator backArrow() {
        return page.locator("[data-cy='return-to-work-list']");
    }

    /** Waits for the page that says why nothing is shown, and reads its heading. */
    public String awaitRefusal() {
        page.waitForURL(
                Pattern.compile(".*/ohif/refused\\.html\\?.*"),
                new Page.WaitForURLOptions().setTimeout(PATIENCE));
        return page.locator("h1").innerText();
    }

    /** All the words on the page. */
    public String words() {
        return page.locator("body").innerText();
    }

    /** What is in the address bar. */
    public URI address() {
        return URI.create(page.url());
    }

    /** What the console said in red so far, and what was thrown and not caught. */
    public List<String> consoleErrors() {
        return List.copyOf(consoleErrors);
    }

    /** Answers of 400 and above so far: status and address. */
    public List<String> failedAnswers() {
        return List.copyOf(failedAnswers);
    }

    /** Every address asked for so far. */
    public List<String> requestedAddresses() {
        return requests.stream().map(Request::url).toList();
    }

    /** What was sent so far in headers of this name, in lower case, by any request. */
    public List<String> sentHeaders(String name) {
        return requests.stream()
                .map(this::headersOf)
                .map(headers -> headers.get(name))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * As they went over the wire, where an answer came. The browser may never tell those of a
     * request that it gave up, however long one waits: then as the page wanted them.
     */
    private Map<String, String> headersOf(Request request) {
        return answered.contains(request) ? request.allHeaders() : request.headers();
    }

    /** The bodies of the JSON answers so far to addresses that hold this text. */
    public List<String> jsonAnswersTo(String partOfAddress) {
        return answered.stream()
                .filter(request -> request.url().contains(partOfAddress))
                .map(Request::response)
                .filter(ViewerPage::isJson)
                .map(Response::text)
                .toList();
    }

    private void keepBrokenOff(Request request) {
        if ("net::ERR_ABORTED".equals(request.failure())) {
            brokenOff.add(request);
        }
    }

    private static boolean isJson(Response response) {
        return response.headers().getOrDefault("content-type", "").endsWith("json");
    }

    /** Keeps a picture of what is seen now. */
    public void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    private void keepError(ConsoleMessage message) {
        if (message.type().equals("error")) {
            consoleErrors.add(message.text());
        }
    }

    private void keepFailure(Response response) {
        if (response.status() >= FIRST_ERROR_STATUS) {
            failedAnswers.add(response.status() + " " + response.url());
        }
    }
}
