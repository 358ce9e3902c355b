package org.dicomaccess.keycloak.stack;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/**
 * All parts, started and filled with the sample studies. Closing it stops them, the last one first.
 */
public final class Stack implements Part {

    private static final Duration LINK_LIFETIME = Duration.ofHours(8);

    private final StackOptions options;
    private final KeycloakServer keycloak;
    private final OrthancServer orthanc;
    private final NginxServer gateway;
    private final LinkMinter minter;
    private final Deque<Part> parts;

    private Stack(
            StackOptions options,
            KeycloakServer keycloak,
            OrthancServer orthanc,
            NginxServer gateway,
            Deque<Part> parts) {
        this.options = options;
        this.keycloak = keycloak;
        this.orthanc = orthanc;
        this.gateway = gateway;
        this.parts = parts;
        this.minter = new LinkMinter(keycloak.endpoint());
    }

    /**
     * Takes about a minute the first time and half of that later.
     *
     * @throws MissingPartException when a Debian package or a built file is missing; nothing runs
     *     then
     * @throws StackException when a part does not start; those that did are stopped again
     */
    public static Stack start(StackOptions options) {
        return start(options, false);
    }

    /** The same, with Keycloak on a {@link PostgresServer} of its own. */
    public static Stack startOnPostgres(StackOptions options) {
        return start(options, true);
    }

    private static Stack start(StackOptions options, boolean onPostgres) {
        requireEverything(options, onPostgres);
        options.ports().requireFree();
        Deque<Part> parts = new ArrayDeque<>();
        boolean complete = false;
        try {
            OhifViewer viewer = OhifViewer.prepare(options);
            OrthancServer orthanc = OrthancServer.start(options);
            parts.push(orthanc);
            orthanc.storeSamples();
            List<String> settings = List.of();
            if (onPostgres) {
                PostgresServer postgres = PostgresServer.start(options);
                parts.push(postgres);
                settings = postgres.settings();
            }
            KeycloakServer keycloak = KeycloakServer.startBehindGateway(options, settings);
            parts.push(keycloak);
            NginxServer gateway = NginxServer.start(options, viewer);
            parts.push(gateway);
            complete = true;
            return new Stack(options, keycloak, orthanc, gateway, parts);
        } finally {
            if (!complete) {
                parts.forEach(Part::close);
            }
        }
    }

    private static void requireEverything(StackOptions options, boolean onPostgres) {
        List<DebianPackage> packages = new ArrayList<>();
        packages.addAll(
                List.of(
                        DebianPackage.ORTHANC,
                        DebianPackage.ORTHANC_DICOM_WEB,
                        DebianPackage.NGINX,
                        DebianPackage.NODE,
                        DebianPackage.NPM));
        if (onPostgres) {
            packages.add(DebianPackage.POSTGRESQL);
        }
        DebianPackage.requireAll(packages);
        if (!Files.exists(options.keycloakZip()) || !Files.exists(options.providers())) {
            throw new MissingPartException(
                    "Not built yet: ./mvnw -pl end-to-end -am package -DskipTests");
        }
    }

    /** What a browser or a DICOMweb client sees, with a slash at the end. */
    public URI gatewayRoot() {
        return gateway.root();
    }

    /** The viewer, with a slash at the end. */
    public URI viewerRoot() {
        return gateway.root().resolve("ohif/");
    }

    /** Public DICOMweb, with a slash at the end. */
    public URI dicomWebRoot() {
        return gateway.root().resolve("orthanc/dicom-web/");
    }

    /** The viewer, opened with a share of exactly these studies, for the next hours. */
    public ViewerLink mintLink(SampleStudy... studies) {
        return mintLink(Instant.now().plus(LINK_LIFETIME), studies);
    }

    /** The viewer, opened with a share of exactly these studies that ends then. */
    public ViewerLink mintLink(Instant expiry, SampleStudy... studies) {
        String token = minter.publish(List.of(studies), expiry).token();
        return new ViewerLink(token, viewerOf(token, studies));
    }

    /** A share of exactly these studies, for the next hours, as Orthanc's plugin gets it. */
    public Publication publish(SampleStudy... studies) {
        return minter.publish(List.of(studies), Instant.now().plus(LINK_LIFETIME));
    }

    /** Where an opened share leads: the viewer with these studies, the token in the fragment. */
    public URI viewerOf(String token, SampleStudy... studies) {
        String uids =
                Stream.of(studies)
                        .map(SampleStudy::studyInstanceUid)
                        .collect(Collectors.joining(","));
        return viewerRoot().resolve("viewer?StudyInstanceUIDs=" + uids + "#token=" + token);
    }

    /**
     * A study token for exactly these studies, for the next hours.
     *
     * @param type of the plugin, such as {@code download-instant-link}; decides what may be done
     */
    public String mintToken(String type, SampleStudy... studies) {
        return minter.mintToken(type, List.of(studies), Instant.now().plus(LINK_LIFETIME));
    }

    /** The doctor of the realm, who may give shares: signs in now. */
    public Sharer doctor() {
        return Sharer.signedIn(keycloak, "doctor");
    }

    /** An access token of somebody of the realm, whose password is their name: signs in now. */
    public String accessTokenOf(String name) {
        return new SignIn(keycloak).accessToken(name);
    }

    /** What whoever has the link of this share gets by the button of its page. */
    public ViewerLink open(GivenShare share) {
        return new Visitor().open(share.url());
    }

    /** Somebody who may do everything in Keycloak. */
    public Administrator administrator() {
        return new Administrator(keycloak);
    }

    public StackOptions options() {
        return options;
    }

    public KeycloakServer keycloak() {
        return keycloak;
    }

    public OrthancServer orthanc() {
        return orthanc;
    }

    public NginxServer gateway() {
        return gateway;
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
    }
}
