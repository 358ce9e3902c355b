package org.dicomaccess.keycloak.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request without a body, as it goes from one server to the next.
 *
 * @param target path and query as they are written
 * @param headers in their order; names may repeat
 */
record ClientCall(String method, String target, List<Header> headers) {

    /** One header, in the letters that were sent. */
    record Header(String name, String value) {

        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    ClientCall(String method, String target) {
        this(method, target, List.of());
    }

    ClientCall with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new ClientCall(method, target, more);
    }

    /** Instead of those of this name; an empty value leaves none. */
    ClientCall withOnly(String name, String value) {
        List<Header> others =
                headers.stream()
                        .filter(header -> !header.isNamed(name))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (!value.isEmpty()) {
            others.add(new Header(name, value));
        }
        return new ClientCall(method, target, others);
    }

    ClientCall at(String otherTarget) {
        return new ClientCall(method, otherTarget, headers);
    }

    /** The value of the only header of this name. */
    Optional<String> header(String name) {
        List<Header> named = headers.stream().filter(header -> header.isNamed(name)).toList();
        return named.size() == 1 ? Optional.of(named.get(0).value()) : Optional.empty();
    }

    /** The names of all headers, in lower case. */
    List<String> headerNames() {
        return headers.stream().map(header -> header.name().toLowerCase(Locale.ROOT)).toList();
    }

    /** The same, to be written to a socket. */
    RawCall raw() {
        RawCall raw = new RawCall(method, target);
        headers.forEach(header -> raw.header(header.name(), header.value()));
        return raw;
    }
}
