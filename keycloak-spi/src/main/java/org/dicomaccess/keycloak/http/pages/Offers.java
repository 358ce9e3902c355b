package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.dicomaccess.keycloak.viewer.ViewerLinks;

/** What a share can be opened with: its own viewer first, and as an archive where it may be. */
final class Offers {
    /** In the place of a token where only the rest of a link matters. */
    private static final String NO_TOKEN = "-";

    private final Share share;
    private final ResourceServer server;

    Offers(Share share, ResourceServer server) {
        this.share = share;
        this.server = server;
    }

    /** The viewers, without the archive. */
    List<Viewer> viewers() {
        return offered().filter(viewer -> viewer != Viewer.DOWNLOAD).toList();
    }

    boolean download() {
        return offered().anyMatch(viewer -> viewer == Viewer.DOWNLOAD);
    }

    boolean contains(Viewer viewer) {
        return offered().anyMatch(viewer::equals);
    }

    /** The viewer's own address with a token in it. */
    Optional<URI> link(Viewer viewer, String token) {
        return new ViewerLinks(server).link(viewer, grant(), token).map(URI::create);
    }

    /** The archives with a token in their addresses, one a study. */
    List<URI> archives(String token) {
        return new ViewerLinks(server)
                .archives(grant(), token).stream()
                        .map(archive -> URI.create(archive.link()))
                        .toList();
    }

    /** Where the links lead: origins of web sites, schemes of programs. */
    Set<String> targets() {
        return Stream.concat(
                        offered().flatMap(viewer -> link(viewer, NO_TOKEN).stream()),
                        archives(NO_TOKEN).stream())
                .map(Offers::target)
                .collect(Collectors.toSet());
    }

    private Stream<Viewer> offered() {
        return new ViewerLinks(server).offered(share.contents().viewer(), grant()).stream();
    }

    private Grant grant() {
        return share.contents()
                .grant(server.clientId(), share.rules().notBefore(), share.rules().expires());
    }

    private static String target(URI link) {
        boolean web = "http".equals(link.getScheme()) || "https".equals(link.getScheme());
        return web ? FormOrigin.origin(link) : link.getScheme() + ":";
    }
}
