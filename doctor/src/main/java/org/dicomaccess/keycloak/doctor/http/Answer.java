package org.dicomaccess.keycloak.doctor.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * What came back.
 *
 * @param call what was asked
 * @param body at most {@link Http#MOST} bytes of it, read as UTF-8
 */
public record Answer(Call call, int status, HttpHeaders headers, String body) {

    static Answer of(Call call, int status, HttpHeaders headers, byte[] body) {
        return new Answer(call, status, headers, new String(body, UTF_8));
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public List<String> all(String name) {
        return headers.allValues(name);
    }

    public boolean isGood() {
        return status == 200 || status == 204;
    }

    /** Refused, by whichever of the words that HTTP has for it. */
    public boolean isRefused() {
        return status == 400 || status == 401 || status == 403;
    }

    public boolean is(String mediaType) {
        return header("Content-Type").filter(type -> type.startsWith(mediaType)).isPresent();
    }

    public Optional<Json> json() {
        return Json.parsed(body);
    }

    /** The call and its status. */
    public String words() {
        return call.words() + " answers " + status;
    }
}
