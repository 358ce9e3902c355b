package org.dicomaccess.keycloak.doctor.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A request to be sent, byte for byte as it is written: dot segments stay.
 *
 * @param headers name, value, name, value …
 * @param body empty for none
 */
public record Call(String method, URI address, List<String> headers, String body) {

    public Call {
        headers = List.copyOf(headers);
    }

    public static Call get(URI address) {
        return new Call("GET", address, List.of(), "");
    }

    public static Call of(String method, URI address) {
        return new Call(method, address, List.of(), "");
    }

    public Call header(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Call(method, address, more, body);
    }

    public Call body(String mediaType, String content) {
        return new Call(method, address, headers, content).header("Content-Type", mediaType);
    }

    public Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** HTTP Basic (RFC 7617). */
    public Call basic(String name, Secret password) {
        byte[] both = (name + ":" + password.reveal()).getBytes(UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }

    HttpRequest request() {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder builder = HttpRequest.newBuilder(address).method(method, publisher);
        if (!headers.isEmpty()) {
            builder.headers(headers.toArray(String[]::new));
        }
        return builder.setHeader("User-Agent", "keycloak-dicom-access-doctor").build();
    }

    /** Without the query, which may hold what nobody should see. */
    String words() {
        return method + " " + Addresses.withoutQuery(address);
    }
}
