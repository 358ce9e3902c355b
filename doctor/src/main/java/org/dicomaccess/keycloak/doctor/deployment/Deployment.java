package org.dicomaccess.keycloak.doctor.deployment;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;
import org.dicomaccess.keycloak.doctor.http.Http;
import org.dicomaccess.keycloak.doctor.http.Json;

/**
 * A running deployment and what it says about itself. Each fact is asked for once; where one is
 * missing, the first examination that needs it says what is wrong.
 */
public final class Deployment {
    /** How long the share of the synthetic study is good for, in seconds. */
    public static final int SHARE_SECONDS = 60;

    /** How long the token is good for whose end is watched, in seconds. */
    public static final int BRIEF_SECONDS = 2;

    private static final String PUBLICATION = "ohif-viewer-publication";
    private static final String INSTANT = "viewer-instant-link";

    private final Target target;
    private final Http http;
    private final Clock clock;
    private final SyntheticStudies studies = SyntheticStudies.anew();
    private final Fact<ViewerSettings> viewerSettings = new Fact<>(this::askViewerSettings);
    private final Fact<Json> discovery = new Fact<>(this::askDiscovery);
    private final Fact<Json> keys = new Fact<>(this::askKeys);
    private final Fact<GivenShare> share = new Fact<>(this::giveShare);
    private final Fact<StudyToken> brief = new Fact<>(this::giveBriefToken);
    private final Fact<Answer> page = new Fact<>(this::lookAtShare);
    private final Fact<OpenedShare> opened = new Fact<>(this::openShare);
    private final Fact<OrthancResources> resources = new Fact<>(this::askOrthanc);

    public Deployment(Target target, Http http, Clock clock) {
        this.target = target;
        this.http = http;
        this.clock = clock;
    }

    public Target target() {
        return target;
    }

    public Http http() {
        return http;
    }

    public Clock clock() {
        return clock;
    }

    public SyntheticStudies studies() {
        return studies;
    }

    /** What the viewer is told. */
    public ViewerSettings viewerSettings() {
        return viewerSettings.get();
    }

    /** What the realm says about itself (OpenID Connect Discovery 1.0 §3). */
    public Json discovery() {
        return discovery.get();
    }

    /** The keys that the realm signs with (RFC 7517). */
    public Json keys() {
        return keys.get();
    }

    /** A share of a study that does not exist. */
    public GivenShare share() {
        return share.get();
    }

    /** A token that ends at once, asked for long before its end is looked at. */
    public StudyToken briefToken() {
        return brief.get();
    }

    /** The page behind the share's link. */
    public Answer sharePage() {
        return page.get();
    }

    /** The share, opened as its recipient opens it. */
    public OpenedShare openedShare() {
        return opened.get();
    }

    /** The Orthanc to look at. */
    public Target.Orthanc orthanc() {
        return target.orthanc()
                .orElseThrow(
                        () ->
                                new NotExaminedException(
                                        "No Orthanc was named.",
                                        "Where an Orthanc runs its authorization plugin, say"
                                                + " --orthanc URL --study ORTHANC-ID/UID."));
    }

    /** The one study of that Orthanc, with a token for it. */
    public OrthancResources orthancResources() {
        return resources.get();
    }

    /** Takes a token back (RFC 7009). */
    public Answer revoke(StudyToken token) {
        return http.send(
                Call.of("POST", target.extension("/revoke"))
                        .basic(target.client(), new Minter(target, http).secret())
                        .body("application/x-www-form-urlencoded", "token=" + token.raw()));
    }

    private ViewerSettings askViewerSettings() {
        Answer answer = http.get(target.at("/ohif/deployment.js"));
        return ViewerSettings.of(answer)
                .orElseThrow(
                        () ->
                                new TroubleException(
                                        "The viewer is not told where people sign in: "
                                                + answer.words(),
                                        "Serve ohif/deployment.js as the gateway's template does"
                                                + " (dicom-access.conf.template): it names"
                                                + " DICOM_ACCESS_ISSUER and DICOM_ACCESS_VIEWER."));
    }

    private Json askDiscovery() {
        Answer answer = http.get(target.realmAt("/.well-known/openid-configuration"));
        return answer.json()
                .filter(json -> answer.status() == 200 && json.has("issuer"))
                .orElseThrow(
                        () ->
                                new TroubleException(
                                        "The realm %s is not at %s: %s"
                                                .formatted(
                                                        target.realm(),
                                                        target.issuer(),
                                                        answer.words()),
                                        answer.status() >= 500
                                                ? "Is Keycloak running? The gateway looks for it at"
                                                        + " KEYCLOAK_ADDRESS."
                                                : "Say --realm NAME if it has another name,"
                                                      + " --keycloak URL if Keycloak has an address"
                                                      + " of its own; else let the gateway forward"
                                                      + " /realms/ to Keycloak"
                                                      + " (keycloak.conf.template)."));
    }

    private Json askKeys() {
        URI address =
                discovery()
                        .text("jwks_uri")
                        .flatMap(Addresses::parsed)
                        .filter(uri -> Addresses.origin(uri).equals(origin()))
                        .orElseGet(() -> target.realmAt("/protocol/openid-connect/certs"));
        Answer answer = http.get(address);
        return answer.json()
                .filter(json -> answer.status() == 200 && json.has("keys"))
                .orElseThrow(
                        () ->
                                new TroubleException(
                                        "The realm's keys cannot be read: " + answer.words(),
                                        "Look at Keycloak's log and at Realm settings > Keys."));
    }

    private String origin() {
        return Addresses.origin(target.keycloak());
    }

    private GivenShare giveShare() {
        Instant asked = clock.instant();
        Json given =
                new Minter(target, http)
                        .mint(
                                PUBLICATION,
                                Map.of("dicom-uid", studies.shared(), "level", "study"),
                                SHARE_SECONDS);
        URI link =
                given.text("url")
                        .flatMap(Addresses::parsed)
                        .orElseThrow(
                                () ->
                                        new TroubleException(
                                                "The share has no link.",
                                                "Set the attribute dicom-access.viewer.ohif of the"
                                                        + " client."));
        return new GivenShare(link, tokenOf(given), asked);
    }

    private StudyToken giveBriefToken() {
        share();
        return tokenOf(
                new Minter(target, http)
                        .mint(
                                INSTANT,
                                Map.of("dicom-uid", studies.shared(), "level", "study"),
                                BRIEF_SECONDS));
    }

    private OrthancResources askOrthanc() {
        Target.Orthanc orthanc = orthanc();
        share();
        StudyToken token =
                tokenOf(
                        new Minter(target, http)
                                .mint(
                                        INSTANT,
                                        Map.of(
                                                "dicom-uid",
                                                orthanc.uid(),
                                                "orthanc-id",
                                                orthanc.id(),
                                                "level",
                                                "study"),
                                        SHARE_SECONDS));
        return OrthancResources.of(orthanc, token, http);
    }

    private static StudyToken tokenOf(Json given) {
        return given.text("token")
                .flatMap(StudyToken::of)
                .orElseThrow(
                        () ->
                                new TroubleException(
                                        "The extension gives no study token.",
                                        "Is the extension's version that of the doctor?"));
    }

    private Answer lookAtShare() {
        URI link = share().link();
        boolean ours =
                Addresses.origin(link).equals(Addresses.origin(target.gateway()))
                        || Addresses.origin(link).equals(origin());
        if (!ours) {
            throw new TroubleException(
                    "The share's link leads to %s, not to %s."
                            .formatted(Addresses.origin(link), target.gateway()),
                    "Start Keycloak with --hostname=%s (KC_HOSTNAME)."
                            .formatted(target.keycloak()));
        }
        if (link.getRawFragment() != null) {
            throw new NotExaminedException(
                    "Links hold the token themselves here, and so have no page.",
                    "Switch off dicom-access.token-links of the client, if no viewer needs it.");
        }
        return http.get(link);
    }

    private OpenedShare openShare() {
        Answer look = sharePage();
        if (look.status() != 200) {
            throw new NotExaminedException("The share's page cannot be seen.", "");
        }
        Answer press =
                http.send(
                        Call.of("POST", share().link())
                                .body("application/x-www-form-urlencoded", "do=open"));
        if (press.status() == 429) {
            throw new NotExaminedException(press.words(), "Try again in a minute.");
        }
        Optional<URI> to =
                press.header("Location")
                        .flatMap(Addresses::parsed)
                        .filter(uri -> press.status() == 303);
        return to.flatMap(Deployment::opened)
                .orElseThrow(
                        () ->
                                new TroubleException(
                                        "Pressing the button of the share's page does not lead to a"
                                                + " viewer with a token: status "
                                                + press.status(),
                                        "Set the attribute dicom-access.viewer.ohif of the client"
                                            + " to the viewer's address, and let nothing on the way"
                                            + " change POST or the header Location."));
    }

    private static Optional<OpenedShare> opened(URI location) {
        String fragment = Optional.ofNullable(location.getRawFragment()).orElse("");
        if (!fragment.startsWith("token=")) {
            return Optional.empty();
        }
        String address = location.toString();
        URI viewer = URI.create(address.substring(0, address.indexOf('#')));
        return StudyToken.of(fragment.substring("token=".length()))
                .map(token -> new OpenedShare(viewer, token));
    }
}
