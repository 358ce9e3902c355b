package org.dicomaccess.keycloak.http.gateway;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.check.Forwarding;
import org.keycloak.http.HttpRequest;

/**
 * Where a gateway says which request it asks about. A request that is told in two ways is not
 * understood, even when they agree in part: one of them may be the caller's own header that the
 * gateway let through. How it is told also says what the gateway forwards, so that one that cannot
 * rewrite a request is never told to.
 */
enum OriginalRequests {
    FROM_HEADERS {
        @Override
        Optional<OriginalRequest> of(HttpRequest call, HttpHeaders headers) {
            boolean nginx = Headers.NGINX.anyIn(headers);
            boolean traefik = Headers.TRAEFIK.anyIn(headers);
            if (nginx == traefik) {
                return Optional.empty();
            }
            return (nginx ? Headers.NGINX : Headers.TRAEFIK).read(headers);
        }
    },
    /** Below the audience, from a gateway that forwards what its caller sent. */
    FROM_PATH {
        @Override
        Optional<OriginalRequest> of(HttpRequest call, HttpHeaders headers) {
            return fromPath(call, headers, "/dicom-access/check/", Forwarding.AS_IT_CAME);
        }
    },
    /** Below the audience, from a gateway that forwards the target of the answer. */
    FROM_PATH_TO_NARROW {
        @Override
        Optional<OriginalRequest> of(HttpRequest call, HttpHeaders headers) {
            return fromPath(call, headers, "/dicom-access/narrow/", Forwarding.TARGET);
        }
    };

    /**
     * The original request, when it is told completely and once.
     *
     * @param headers of the call; handed in because Keycloak wraps them anew each time
     */
    abstract Optional<OriginalRequest> of(HttpRequest call, HttpHeaders headers);

    private static Optional<OriginalRequest> fromPath(
            HttpRequest call, HttpHeaders headers, String door, Forwarding forwarding) {
        if (Headers.NGINX.anyIn(headers) || Headers.TRAEFIK.anyIn(headers)) {
            return Optional.empty();
        }
        String path = call.getUri().getRequestUri().getRawPath();
        String query = call.getUri().getRequestUri().getRawQuery();
        return belowAudience(path, door)
                .map(original -> query == null ? original : original + "?" + query)
                .map(target -> new OriginalRequest(call.getHttpMethod(), target, forwarding));
    }

    private static Optional<String> belowAudience(String path, String door) {
        int check = path.indexOf(door);
        int audience = check < 0 ? -1 : path.indexOf('/', check + door.length());
        return audience < 0 ? Optional.empty() : Optional.of(path.substring(audience));
    }

    /** The conventional pairs of headers. */
    private enum Headers {
        NGINX("X-Original-Method", "X-Original-URI", Forwarding.TARGET),
        /** Sent by gateways without being asked to, so by those that know of no target too. */
        TRAEFIK("X-Forwarded-Method", "X-Forwarded-Uri", Forwarding.AS_IT_CAME);

        private final String method;
        private final String uri;
        private final Forwarding forwarding;

        Headers(String method, String uri, Forwarding forwarding) {
            this.method = method;
            this.uri = uri;
            this.forwarding = forwarding;
        }

        boolean anyIn(HttpHeaders headers) {
            return !values(headers, method).isEmpty() || !values(headers, uri).isEmpty();
        }

        Optional<OriginalRequest> read(HttpHeaders headers) {
            List<String> methods = values(headers, method);
            List<String> uris = values(headers, uri);
            return methods.size() == 1 && uris.size() == 1
                    ? Optional.of(new OriginalRequest(methods.get(0), uris.get(0), forwarding))
                    : Optional.empty();
        }

        private static List<String> values(HttpHeaders headers, String name) {
            List<String> values = headers.getRequestHeader(name);
            return values == null ? List.of() : values;
        }
    }
}
