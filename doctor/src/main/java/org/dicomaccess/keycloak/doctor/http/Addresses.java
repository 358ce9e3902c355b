package org.dicomaccess.keycloak.doctor.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What is to be known of addresses. */
public final class Addresses {

    private Addresses() {}

    /** Scheme, host and port (RFC 6454 §4), without the port that the scheme has anyway. */
    public static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        boolean usual = address.getPort() == -1 || address.getPort() == usualPort(scheme);
        return scheme + "://" + host + (usual ? "" : ":" + address.getPort());
    }

    /** The port it leads to. */
    public static int port(URI address) {
        return address.getPort() == -1
                ? usualPort(String.valueOf(address.getScheme()))
                : address.getPort();
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Fit to be shown: a query or a fragment may hold a token. */
    public static String withoutQuery(URI address) {
        return origin(address) + Optional.ofNullable(address.getRawPath()).orElse("");
    }

    /** An address that somebody else wrote; none when it is not one. */
    public static Optional<URI> parsed(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() == null ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Whether nobody but this machine is there. */
    public static boolean isThisMachine(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }
}
