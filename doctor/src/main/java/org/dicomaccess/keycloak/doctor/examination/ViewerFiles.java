package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** The files that a page of the viewer loads. */
final class ViewerFiles {
    private static final Pattern LINK =
            Pattern.compile("<(?:script|link)\\b[^>]*?\\b(?:src|href)=[\"']?([^\"'>\\s]+)");

    private ViewerFiles() {}

    /** Those below the page's own folder. */
    static List<URI> of(Answer page) {
        URI address = page.call().address();
        Set<URI> files = new LinkedHashSet<>();
        Matcher link = LINK.matcher(page.body());
        while (link.find()) {
            resolved(address, link.group(1), files);
        }
        return List.copyOf(files);
    }

    private static void resolved(URI page, String link, Set<URI> files) {
        try {
            URI file = page.resolve(link);
            if (file.getHost() != null
                    && Addresses.origin(file).equals(Addresses.origin(page))
                    && file.getRawPath().startsWith(page.getRawPath())) {
                files.add(file);
            }
        } catch (IllegalArgumentException notAnAddress) {
            // A browser does not load it either.
        }
    }
}
