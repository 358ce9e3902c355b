package org.dicomaccess.keycloak.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Who is behind a network address, as far as it tells. */
final class Network {
    private static final int GROUPS = 8;

    /** One subscriber has a whole /64 of IPv6 addresses (RFC 6177). */
    private static final int SUBSCRIBERS_GROUPS = 4;

    private Network() {}

    /**
     * The same text for all addresses of one subscriber, in whichever form of RFC 4291 §2.2 a proxy
     * wrote them: an IPv4 address itself, the first half of an IPv6 address. What is neither stands
     * for itself.
     */
    static String of(String address) {
        String bare = address.replaceAll("[\\[\\]]|%.*", "").toLowerCase(Locale.ROOT);
        if (!bare.contains(":")) {
            return bare;
        }
        if (bare.contains(".")) {
            // An IPv4 address in IPv6's clothes; its first half would be everybody's.
            return bare.substring(bare.lastIndexOf(':') + 1);
        }
        return String.join(
                ":",
                groups(bare).stream()
                        .limit(SUBSCRIBERS_GROUPS)
                        .map(group -> group.replaceFirst("^0+(?=.)", ""))
                        .toList());
    }

    private static List<String> groups(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return Arrays.asList(address.split(":", -1));
        }
        List<String> groups = new ArrayList<>(some(address.substring(0, gap)));
        List<String> behind = some(address.substring(gap + 2));
        int missing = Math.max(0, GROUPS - groups.size() - behind.size());
        groups.addAll(Collections.nCopies(missing, "0"));
        groups.addAll(behind);
        return groups;
    }

    private static List<String> some(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(":", -1));
    }
}
