package org.dicomaccess.keycloak.doctor.examination;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer.
 *
 * @param headers {@code Name: value}
 */
record Told(int status, List<String> headers, String body) {

    static Told status(int status) {
        return new Told(status, List.of(), "");
    }

    static Told json(String body) {
        return new Told(200, List.of("Content-Type: application/json"), body);
    }

    static Told page(String body) {
        return new Told(200, List.of("Content-Type: text/html;charset=utf-8"), body);
    }

    Told with(String... more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return new Told(status, all, body);
    }

    Told without(String name) {
        return new Told(
                status,
                headers.stream()
                        .filter(header -> !header.regionMatches(true, 0, name, 0, name.length()))
                        .toList(),
                body);
    }

    Told withStatus(int other) {
        return new Told(other, headers, body);
    }

    Told withBody(String other) {
        return new Told(status, headers, other);
    }

    Told replacing(String text, String by) {
        return new Told(
                status,
                headers.stream().map(header -> header.replace(text, by)).toList(),
                body.replace(text, by));
    }

    void send(HttpExchange exchange) throws IOException {
        for (String header : headers) {
            String[] both = header.split(": ", 2);
            exchange.getResponseHeaders().add(both[0], both[1]);
        }
        byte[] bytes = body.getBytes(UTF_8);
        boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
        if (!none) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
