package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The few plain requests that starting and filling the parts takes. */
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int FIRST_ERROR = 400;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /** Whether a GET is answered with 200; nobody answering means no. */
    boolean answers(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException nobodyThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Sends a request that has to succeed.
     *
     * @throws StackException when the answer does not come or is an error
     */
    String send(HttpRequest request) {
        return answer(request).body();
    }

    /**
     * The same, with headers. A redirect is not followed.
     *
     * @throws StackException when the answer does not come or is an error
     */
    HttpResponse<String> answer(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_ERROR) {
                throw new StackException(
                        "%s %s answered %d: %s"
                                .formatted(
                                        request.method(),
                                        request.uri(),
                                        response.statusCode(),
                                        response.body()));
            }
            return response;
        } catch (IOException failed) {
            throw new StackException(
                    request.method() + " " + request.uri() + " was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException(
                    request.method() + " " + request.uri() + " was interrupted", interrupted);
        }
    }
}
