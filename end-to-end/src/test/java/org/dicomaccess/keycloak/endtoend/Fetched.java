package org.dicomaccess.keycloak.endtoend;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An answer as a script in a page gets it, where only the browser finds the server.
 *
 * @param headers by their names in lower case
 */
record Fetched(String address, int status, Map<String, String> headers, String text) {

    private static final String FETCH =
            """
            async ({ address, headers }) => {
              const answer = await fetch(address, { headers, cache: 'no-store', redirect: 'manual' });
              return {
                status: answer.status,
                headers: Object.fromEntries(answer.headers),
                text: await answer.text(),
              };
            }
            """;

    static Fetched from(Page page, String address, Map<String, String> headers) {
        Map<?, ?> answer =
                (Map<?, ?>) page.evaluate(FETCH, Map.of("address", address, "headers", headers));
        Map<?, ?> names = (Map<?, ?>) answer.get("headers");
        return new Fetched(
                address,
                ((Number) answer.get("status")).intValue(),
                names.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        name -> String.valueOf(name.getKey()),
                                        name -> String.valueOf(name.getValue()))),
                String.valueOf(answer.get("text")));
    }

    /** Empty when there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
