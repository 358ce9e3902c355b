package org.dicomaccess.keycloak.http.gateway;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.http.HttpRequest;

/**
 * Where a gateway says which request it asks about. A request that is told in two ways is not
 * understood, even when they agree in part: one of them may be the caller's own header that the
 * gateway let through.
 */
enum OriginalRequests {
    FROM_HEADERS {
        @Override
        Optional<OriginalRequest> of(HttpRequest call) {
            List<Headers> told =
                    Stream.of(Headers.values()).filter(headers -> headers.anyIn(call)).toList();
            return told.size() == 1 ? told.get(0).read(call) : Optional.empty();
        }
    },
    FROM_PATH {
        @Override
        Optional<OriginalRequest> of(HttpRequest call) {
            if (Stream.of(Headers.values()).anyMatch(headers -> headers.anyIn(call))) {
                return Optional.empty();
            }
            String path = call.getUri().getRequestUri().getRawPath();
            String query = call.getUri().getRequestUri().getRawQuery();
            return belowAudience(path)
                    .map(original -> query == null ? original : original + "?" + query)
                    .map(target -> new OriginalRequest(call.getHttpMethod(), target));
        }
    };

    private static final String CHECK = "/dicom-access/check/";

    /** The original request, when it is told completely and once. */
    abstract Optional<OriginalRequest> of(HttpRequest call);

    private static Optional<String> belowAudience(String path) {
        int check = path.indexOf(CHECK);
        int audience = check < 0 ? -1 : path.indexOf('/', check + CHECK.length());
        return audience < 0 ? Optional.empty() : Optional.of(path.substring(audience));
    }

    /** The conventional pairs of headers. */
    private enum Headers {
        NGINX("X-Original-Method", "X-Original-URI"),
        TRAEFIK("X-Forwarded-Method", "X-Forwarded-Uri");

        private final String method;
        private final String uri;

        Headers(String method, String uri) {
            this.method = method;
            this.uri = uri;
        }

        boolean anyIn(HttpRequest call) {
            return !values(call, method).isEmpty() || !values(call, uri).isEmpty();
        }

        Optional<OriginalRequest> read(HttpRequest call) {
            List<String> methods = values(call, method);
            List<String> uris = values(call, uri);
            return methods.size() == 1 && uris.size() == 1
                    ? Optional.of(new OriginalRequest(methods.get(0), uris.get(0)))
                    : Optional.empty();
        }

        private static List<String> values(HttpRequest call, String name) {
            List<String> values = call.getHttpHeaders().getRequestHeader(name);
            return values == null ? List.of() : values;
        }
    }
}
