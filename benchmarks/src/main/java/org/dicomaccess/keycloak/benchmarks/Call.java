package org.dicomaccess.keycloak.benchmarks;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call that is made again and again.
 *
 * @param name as it stands in the table
 * @param body empty for a method that has none
 */
record Call(String name, String method, URI address, Map<String, String> headers, String body) {
    /** The same request to another address. */
    Call to(String otherName, URI otherAddress) {
        return new Call(otherName, method, otherAddress, headers, body);
    }

    /** The same request with another value of one header. */
    Call with(String otherName, String header, String value) {
        Map<String, String> others = new LinkedHashMap<>(headers);
        others.put(header, value);
        return new Call(otherName, method, address, others, body);
    }
}
