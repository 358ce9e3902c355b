package org.dicomaccess.keycloak.doctor.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is to be known of addresses. */
public final class Addresses {

    private static final int IPV6_BYTES = 16;
    private static final Pattern ZEROS = Pattern.compile("(?:(?<![0-9a-f])|:)0(?::0)+(?::|$)");

    private Addresses() {}

    /** Scheme, host and port (RFC 6454 §4), without the port that the scheme has anyway. */
    public static String origin(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        boolean usual = address.getPort() == -1 || address.getPort() == usualPort(scheme);
        return scheme + "://" + host + (usual ? "" : ":" + address.getPort());
    }

    /**
     * As browsers write it, and Keycloak with them: in small letters, without the port that the
     * scheme has anyway, an IPv6 address as short as RFC 5952 has it.
     */
    public static URI asBrowsersWrite(URI address) {
        String host = String.valueOf(address.getHost());
        URI plain = URI.create(origin(address) + String.valueOf(address.getRawPath()));
        return host.startsWith("[")
                ? URI.create(plain.toString().replace(plain.getHost(), shortened(plain.getHost())))
                : plain;
    }

    /** Groups without zeros in front, and the longest row of groups that are zero left out. */
    private static String shortened(String literal) {
        byte[] bytes;
        try {
            bytes = InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (bytes.length != IPV6_BYTES) {
            return literal;
        }
        ShortBuffer groups = ByteBuffer.wrap(bytes).asShortBuffer();
        String whole =
                IntStream.range(0, groups.capacity())
                        .mapToObj(i -> Integer.toHexString(Short.toUnsignedInt(groups.get(i))))
                        .collect(Collectors.joining(":"));
        String longest =
                ZEROS.matcher(whole)
                        .results()
                        .map(MatchResult::group)
                        .reduce("", (one, next) -> zeros(next) > zeros(one) ? next : one);
        return "[" + (longest.isEmpty() ? whole : whole.replaceFirst(longest, "::")) + "]";
    }

    private static long zeros(String row) {
        return row.chars().filter(each -> each == '0').count();
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
