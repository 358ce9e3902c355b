package org.dicomaccess.keycloak.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Which studies a server gives away for a forwarded target, when it reads as carelessly as servers
 * do: it decodes, merges slashes, walks dot segments, knows every alias of a key, takes the last of
 * a repeated one and ignores what it does not know. Written without the code under test.
 */
final class ForwardedTarget {

    /** Given away when nothing limits the answer. */
    static final String EVERYTHING = "everything";

    private static final String UID_KEY = "0020000D";

    private ForwardedTarget() {}

    static List<String> studiesGivenAway(String target) {
        int mark = target.indexOf('?');
        List<String> path = path(mark < 0 ? target : target.substring(0, mark));
        String query = mark < 0 ? "" : target.substring(mark + 1);
        if (path.equals(List.of("wado"))) {
            return List.of(last(query, "STUDYUID"));
        }
        if (path.size() >= 2 && path.get(0).equals("studies")) {
            return List.of(path.get(1));
        }
        if (path.size() >= 3 && path.get(0).equals("dicom-web") && path.get(1).equals("studies")) {
            return List.of(path.get(2));
        }
        if (path.size() == 2 && path.get(0).equals("dicom-web")) {
            return Arrays.asList(last(query, UID_KEY).split("[,\\\\]", -1));
        }
        return List.of(EVERYTHING);
    }

    private static List<String> path(String text) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : decoded(text).split("[/\\\\]", -1)) {
            String plain = segment.replaceAll(";.*", "");
            if (plain.equals("..")) {
                segments.pollLast();
            } else if (!plain.isEmpty() && !plain.equals(".")) {
                segments.add(plain);
            }
        }
        return new ArrayList<>(segments);
    }

    private static String last(String query, String key) {
        String value = EVERYTHING;
        for (String argument : query.split("[&;]", -1)) {
            int equals = argument.indexOf('=');
            if (equals > 0 && canonical(argument.substring(0, equals)).equals(key)) {
                String given = decoded(argument.substring(equals + 1));
                value = given.isEmpty() ? EVERYTHING : given;
            }
        }
        return value;
    }

    private static String canonical(String name) {
        String plain = decoded(name).toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        return plain.equals("STUDYINSTANCEUID") ? UID_KEY : plain;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
