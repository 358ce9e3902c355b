package org.dicomaccess.keycloak.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackException;
import org.dicomaccess.keycloak.stack.ViewerLink;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/** What the image server answers to the study token of an opened share: its study, and refusals. */
final class Transcript {

    private static final Duration SHORT_LIFE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String REASON = "X-Dicom-Access-Reason";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Stack stack;
    private final SampleStudy granted;
    private final SampleStudy other;
    private final PrintStream out;

    Transcript(Stack stack, SampleStudy granted, SampleStudy other, PrintStream out) {
        this.stack = stack;
        this.granted = granted;
        this.other = other;
        this.out = out;
    }

    /** Makes the calls and prints them; answers whether only the granted one was let through. */
    boolean print(ViewerLink opened) {
        boolean asExpected = show("its study", call("GET", seriesOf(granted), opened), 200);
        asExpected &= show("another study", call("GET", seriesOf(other), opened), 403);
        asExpected &= show("another method", call("DELETE", fileOf(granted), opened), 403);
        asExpected &= show("expired", expired(), 401);
        return asExpected;
    }

    /** The call that was granted, once the share was taken back; answers whether it is refused. */
    boolean printAfterRevoke(ViewerLink opened) {
        return show("its study", call("GET", seriesOf(granted), opened), 401);
    }

    private boolean show(String what, HttpResponse<String> answer, int expected) {
        String line =
                "  %-15s %-6s %s -> %d %s"
                        .formatted(
                                what,
                                answer.request().method(),
                                answer.uri().getPath(),
                                answer.statusCode(),
                                answer.headers().firstValue(REASON).orElse(""));
        out.println(line.stripTrailing());
        return answer.statusCode() == expected;
    }

    /** The answer to a token whose short life is over. */
    private HttpResponse<String> expired() {
        ViewerLink link = stack.mintLink(Instant.now().plus(SHORT_LIFE), granted);
        Instant last = Instant.now().plus(PATIENCE);
        return callUntil(link, answer -> answer.statusCode() != 200 || Instant.now().isAfter(last));
    }

    private HttpResponse<String> callUntil(
            ViewerLink link, Predicate<HttpResponse<String>> enough) {
        HttpResponse<String> answer = call("GET", seriesOf(granted), link);
        while (!enough.test(answer)) {
            answer = call("GET", seriesOf(granted), link);
        }
        return answer;
    }

    private URI seriesOf(SampleStudy study) {
        return stack.dicomWebRoot().resolve("studies/" + study.studyInstanceUid() + "/series");
    }

    private URI fileOf(SampleStudy study) {
        return stack.gatewayRoot().resolve("orthanc/studies/" + study.orthancId());
    }

    private HttpResponse<String> call(String method, URI address, ViewerLink link) {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + link.token())
                        .header("Accept", "application/dicom+json")
                        .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException unanswered) {
            throw new StackException(method + " " + address + " was not answered", unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException(method + " " + address + " was interrupted", interrupted);
        }
    }
}
