package org.dicomaccess.keycloak.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.PathMapping;
import org.dicomaccess.keycloak.settings.Setting.Holder;

/** Every setting of the extension, in the order the documentation lists them. */
public final class Settings {
    private static final long LONGEST_CHECK_SECONDS = 60;
    private static final String SECONDS = "a whole number of seconds, 1 or more";
    private static final String PATH = "an absolute path of letters, digits, `.`, `_`, `~` and `-`";
    private static final String COUNT = "a whole number, 1 or more";
    private static final String LABEL = "[A-Za-z0-9_-]{1,64}";
    private static final String YES_OR_NO = "`true` or `false`";
    private static final String ROOT = "an absolute http or https URL";

    public static final Setting<Boolean> ENABLED =
            new Setting<>(
                    "dicom-access.enabled",
                    Holder.REALM,
                    YES_OR_NO,
                    "false",
                    "Whether the endpoint exists in this realm; where it does not, it answers 404.",
                    Settings::yesOrNo);

    public static final Setting<Duration> VALIDITY =
            new Setting<>(
                    "dicom-access.validity",
                    Holder.REALM,
                    SECONDS,
                    "15",
                    "How long Orthanc's plugin may keep an answer; the longest a refusal can lag"
                            + " behind there. Never past the token's own expiry.",
                    Settings::seconds);

    public static final Setting<Duration> CHECK_VALIDITY =
            new Setting<>(
                    "dicom-access.check-validity",
                    Holder.REALM,
                    "a whole number of seconds, 0 to 60",
                    "0",
                    "How long a gateway may keep the answer to a check; 0: not at all, so that a"
                        + " share that was taken back is refused at once. Never past the token's"
                        + " own expiry.",
                    Settings::upToAMinute);

    public static final Setting<Duration> MAXIMUM_LIFETIME =
            new Setting<>(
                    "dicom-access.maximum-lifetime",
                    Holder.REALM,
                    SECONDS,
                    "315360000",
                    "The longest a study token may live, and the life of one that was asked for"
                            + " without an end. The default is ten years.",
                    Settings::seconds);

    public static final Setting<Duration> INSTANT_MAXIMUM_LIFETIME =
            new Setting<>(
                    "dicom-access.instant-maximum-lifetime",
                    Holder.REALM,
                    SECONDS,
                    "28800",
                    "The longest the study token of an instant link may live, since such a link is"
                            + " opened at once, and its life when it was asked for without an"
                            + " end. The default is eight hours.",
                    Settings::seconds);

    public static final Setting<Duration> SHARE_LIFETIME =
            new Setting<>(
                    "dicom-access.share-lifetime",
                    Holder.REALM,
                    SECONDS,
                    "604800",
                    "The life of a share that a person gives without saying when it ends. The"
                            + " default is a week.",
                    Settings::seconds);

    public static final Setting<Duration> SHARE_MAXIMUM_LIFETIME =
            new Setting<>(
                    "dicom-access.share-maximum-lifetime",
                    Holder.REALM,
                    SECONDS,
                    "31536000",
                    "The longest a share may live, and the life of a publication that Orthanc asks"
                            + " for without an end. The default is a year.",
                    Settings::seconds);

    public static final Setting<Integer> SHARE_MAXIMUM_STUDIES =
            new Setting<>(
                    "dicom-access.share-maximum-studies",
                    Holder.REALM,
                    COUNT,
                    "50",
                    "The most studies that one share may open.",
                    Settings::count);

    public static final Setting<Boolean> SHARE_PASSCODE_REQUIRED =
            new Setting<>(
                    "dicom-access.share-passcode-required",
                    Holder.REALM,
                    YES_OR_NO,
                    "false",
                    "Whether every share must have a passcode. Publications through Orthanc cannot"
                            + " have one, so they are refused then.",
                    Settings::yesOrNo);

    public static final Setting<Boolean> SHARE_DOWNLOAD =
            new Setting<>(
                    "dicom-access.share-download",
                    Holder.REALM,
                    YES_OR_NO,
                    "true",
                    "Whether whoever gives a share may allow archives and original files.",
                    Settings::yesOrNo);

    public static final Setting<Duration> OPENED_LIFETIME =
            new Setting<>(
                    "dicom-access.opened-lifetime",
                    Holder.REALM,
                    SECONDS,
                    "28800",
                    "How long a viewer stays open once a share was opened, never past the share's"
                            + " own end. The default is eight hours.",
                    Settings::seconds);

    public static final Setting<Integer> WRONG_CODES =
            new Setting<>(
                    "dicom-access.wrong-codes",
                    Holder.REALM,
                    COUNT,
                    "30",
                    "How many share links that do not exist one network address may try in ten"
                            + " minutes at one node, before it is held back.",
                    Settings::count);

    public static final Setting<Optional<Duration>> API_KEY_MAXIMUM_LIFETIME =
            new Setting<>(
                    "dicom-access.api-key-maximum-lifetime",
                    Holder.REALM,
                    SECONDS,
                    "",
                    "The longest an API key may live, and the life of one that is made without an"
                            + " end. Without it, such a key works until it is revoked.",
                    text -> text.isEmpty() ? Optional.empty() : Optional.of(seconds(text)));

    public static final Setting<Integer> API_KEYS_PER_USER =
            new Setting<>(
                    "dicom-access.api-keys-per-user",
                    Holder.REALM,
                    COUNT,
                    "20",
                    "How many API keys a user may have at once.",
                    Settings::count);

    public static final Setting<Duration> ENDED_SHARES_KEPT =
            new Setting<>(
                    "dicom-access.ended-shares-kept",
                    Holder.REALM,
                    SECONDS,
                    "7776000",
                    "How long a share is kept after its end, so that its owner still finds it. The"
                            + " default is 90 days.",
                    Settings::seconds);

    public static final Setting<Duration> HISTORY_KEPT =
            new Setting<>(
                    "dicom-access.history-kept",
                    Holder.REALM,
                    SECONDS,
                    "31536000",
                    "How long it is kept what happened to shares, also to those that were removed."
                            + " The default is a year.",
                    Settings::seconds);

    public static final Setting<Duration> UNUSED_PUBLICATIONS_KEPT =
            new Setting<>(
                    "dicom-access.unused-publications-kept",
                    Holder.REALM,
                    SECONDS,
                    "2592000",
                    "How long a publication that Orthanc asked for is kept without ever being"
                            + " opened or used; after that its link is dead. The default is 30"
                            + " days.",
                    Settings::seconds);

    public static final Setting<String> PAGES_CLIENT =
            new Setting<>(
                    "dicom-access.pages-client",
                    Holder.REALM,
                    "a client id",
                    "dicom-access-pages",
                    "The client that people sign in to for the pages on which shares are given,"
                            + " watched and taken back.",
                    Function.identity());
    public static final Setting<Set<String>> EMAIL_DOMAINS =
            new Setting<>(
                    "dicom-access.email-domains",
                    Holder.REALM,
                    "domain names in ASCII separated by spaces",
                    "",
                    "The only domains that links, codes and messages may be mailed to; without this"
                            + " setting any. Mail to the realm's own users goes wherever their"
                            + " address is.",
                    Settings::domains);

    public static final Setting<Set<String>> EMAIL_TEMPLATES =
            new Setting<>(
                    "dicom-access.email-templates",
                    Holder.REALM,
                    "names of lower-case letters, digits, `_` and `-` separated by spaces",
                    "share inbox layout",
                    "The e-mail templates that Orthanc Explorer 2 may use, each a file"
                            + " `html/dicom-access-email-NAME.ftl` of the realm's e-mail theme.",
                    Settings::templateNames);

    public static final Setting<RoleCombination> COMBINE_ROLES =
            new Setting<>(
                    "dicom-access.combine-roles",
                    Holder.REALM,
                    "`narrow` or `union`",
                    "narrow",
                    "How several roles of a user are put together: only what is held on every label"
                            + " that they may look at, or all permissions on all labels.",
                    Settings::roleCombination);

    public static final Setting<Set<String>> AVAILABLE_LABELS =
            new Setting<>(
                    "dicom-access.available-labels",
                    Holder.REALM,
                    "labels of letters, digits, `_` and `-`, separated by spaces",
                    "",
                    "The labels that Orthanc Explorer 2's editor of roles offers; without this"
                            + " setting those that Orthanc has.",
                    Settings::labels);

    public static final Setting<Set<String>> ANONYMOUS_PERMISSIONS =
            new Setting<>(
                    "dicom-access.anonymous-permissions",
                    Holder.REALM,
                    "permission names separated by spaces, neither `share-lock` nor"
                            + " `share-view-only`",
                    "",
                    "What anybody may do in Orthanc without signing in. The gateway does not look"
                            + " at it.",
                    Settings::anonymousPermissions);

    public static final Setting<Set<String>> ANONYMOUS_LABELS =
            new Setting<>(
                    "dicom-access.anonymous-labels",
                    Holder.REALM,
                    "labels of letters, digits, `_` and `-`, separated by spaces; `*` for every"
                            + " label",
                    "",
                    "Which of Orthanc's labels the permissions of those who have not signed in"
                            + " reach.",
                    Settings::anonymousLabels);

    public static final Setting<Boolean> RESOURCE_SERVER =
            new Setting<>(
                    "dicom-access.resource-server",
                    Holder.CLIENT,
                    YES_OR_NO,
                    "false",
                    "Marks a confidential client as the resource server that study tokens are for:"
                            + " its client id is their audience, its secret the Basic password.",
                    Settings::yesOrNo);

    public static final Setting<Optional<String>> SERVER_ID =
            new Setting<>(
                    "dicom-access.server-id",
                    Holder.CLIENT,
                    "a text",
                    "",
                    "The `server-id` that Orthanc's plugin must send; without this setting any is"
                            + " taken.",
                    Settings::text);

    public static final Setting<String> DICOM_WEB_PUBLIC =
            path(
                    "dicom-access.dicom-web.public",
                    "/dicom-web",
                    "DICOMweb as the gateway's callers see it.");

    public static final Setting<String> DICOM_WEB_BEHIND =
            path(
                    "dicom-access.dicom-web.behind",
                    "/dicom-web",
                    "DICOMweb on the server behind the gateway.");

    public static final Setting<String> REST_PUBLIC =
            path(
                    "dicom-access.rest.public",
                    "/",
                    "Orthanc's REST API as the gateway's callers see it.");

    public static final Setting<String> REST_BEHIND =
            path(
                    "dicom-access.rest.behind",
                    "/",
                    "Orthanc's REST API on the server behind the gateway.");

    public static final Setting<String> WADO_URI_PUBLIC =
            path(
                    "dicom-access.wado-uri.public",
                    "/wado",
                    "WADO-URI as the gateway's callers see it.");

    public static final Setting<String> WADO_URI_BEHIND =
            path(
                    "dicom-access.wado-uri.behind",
                    "/wado",
                    "WADO-URI on the server behind the gateway.");

    public static final Setting<Optional<URI>> OHIF_ROOT = viewer("ohif", "OHIF");
    public static final Setting<Optional<URI>> STONE_ROOT = viewer("stone", "the Stone Web Viewer");
    public static final Setting<Optional<URI>> VOLVIEW_ROOT = viewer("volview", "VolView");
    public static final Setting<Optional<URI>> OSIMIS_ROOT = viewer("osimis", "the Osimis viewer");
    public static final Setting<Optional<URI>> MEDDREAM_ROOT = viewer("meddream", "MedDream");

    public static final Setting<Optional<URI>> WEASIS_ROOT =
            new Setting<>(
                    "dicom-access.viewer.weasis",
                    Holder.CLIENT,
                    ROOT,
                    "",
                    "DICOMweb as people's own computers reach it through the gateway; needed before"
                            + " links that start Weasis there can be given.",
                    Settings::root);

    public static final Setting<Optional<URI>> DOWNLOAD_ROOT =
            new Setting<>(
                    "dicom-access.viewer.download",
                    Holder.CLIENT,
                    ROOT,
                    "",
                    "Orthanc's REST API as people's browsers reach it through the gateway; needed"
                            + " before links to archives can be given.",
                    Settings::root);

    public static final Setting<Set<OhifMode>> OHIF_MODES =
            new Setting<>(
                    "dicom-access.ohif-modes",
                    Holder.CLIENT,
                    "words out of `segmentation`, `tmtv`, `microscopy`, `dynamic-volume` and"
                            + " `usAnnotation`, separated by spaces",
                    "",
                    "Modes of OHIF that are offered beside its basic viewer, where OHIF is served.",
                    Settings::ohifModes);

    public static final Setting<Set<Action>> PUBLICATION_ACTIONS =
            new Setting<>(
                    "dicom-access.publication-actions",
                    Holder.CLIENT,
                    "`read` or `read download`",
                    "read",
                    "What a viewer publication opens. Without `download`, archives and original"
                            + " files stay closed.",
                    Settings::publicationActions);

    public static final Setting<Boolean> DECODE_JOINS_STUDIES =
            new Setting<>(
                    "dicom-access.decode-joins-studies",
                    Holder.CLIENT,
                    YES_OR_NO,
                    "true",
                    "Whether `tokens/decode` answers several studies as one entry joined by"
                            + " backslashes, the only form in which Orthanc 1.12 finds them all.",
                    Settings::yesOrNo);

    public static final Setting<Set<String>> LOGIN_CLIENTS =
            new Setting<>(
                    "dicom-access.login-clients",
                    Holder.CLIENT,
                    "client ids separated by spaces",
                    "",
                    "Clients whose users' access tokens this resource server takes although they"
                            + " were not issued for its audience.",
                    Settings::words);

    public static final Setting<Optional<URI>> DICOM_WEB_URL =
            new Setting<>(
                    "dicom-access.dicom-web.url",
                    Holder.CLIENT,
                    ROOT,
                    "",
                    "DICOMweb as Keycloak itself reaches it, with people's own access tokens: who"
                            + " gives a share must be able to find its studies there.",
                    Settings::root);

    public static final Setting<Optional<URI>> DICOM_WEB_LOCATION =
            new Setting<>(
                    "dicom-access.dicom-web.location",
                    Holder.CLIENT,
                    ROOT,
                    "",
                    "DICOMweb as clients reach it: the name of this resource server in the"
                            + " `locations` of authorization details. Without it, that is"
                            + " `dicom-access.dicom-web.url`.",
                    Settings::root);

    public static final Setting<Boolean> SHARE_UNSEEN =
            new Setting<>(
                    "dicom-access.share-unseen",
                    Holder.CLIENT,
                    YES_OR_NO,
                    "false",
                    "Switches off that people may share only what they may see: whoever may share"
                            + " can then share every study. Each such share is logged as a"
                            + " warning.",
                    Settings::yesOrNo);

    public static final Setting<Boolean> TOKEN_LINKS =
            new Setting<>(
                    "dicom-access.token-links",
                    Holder.CLIENT,
                    YES_OR_NO,
                    "false",
                    "Whether publications through Orthanc are links with the study token in them"
                            + " instead of share links: whoever has one needs nothing else.",
                    Settings::yesOrNo);

    public static final Setting<Boolean> EDITS_ROLES =
            new Setting<>(
                    "dicom-access.edits-roles",
                    Holder.CLIENT,
                    YES_OR_NO,
                    "false",
                    "Whether Orthanc Explorer 2's editor of roles may change roles through this"
                            + " resource server. Roles are the realm's, so whoever runs this server"
                            + " then decides what they give on all others too.",
                    Settings::yesOrNo);

    public static final Setting<Boolean> LABELS_DECIDED_BEHIND =
            new Setting<>(
                    "dicom-access.labels-decided-behind",
                    Holder.CLIENT,
                    YES_OR_NO,
                    "false",
                    "Whether the server behind the gateway decides by labels, as Orthanc with its"
                            + " authorization plugin does: users whose roles reach some labels"
                            + " only are then let through with their own token. Without such a"
                            + " server this would open every study to them.",
                    Settings::yesOrNo);

    /** A multi-valued attribute: each value is one permission. */
    public static final Setting<String> PERMISSIONS =
            new Setting<>(
                    "dicom-access.permissions",
                    Holder.ROLE,
                    "permission names, one a value",
                    "",
                    "What users with this role may do in Orthanc, in the names of its plugin"
                            + " (`view`, `download`, `share`, `all`, …).",
                    Function.identity());

    /** A multi-valued attribute: each value is one label. */
    public static final Setting<String> LABELS =
            new Setting<>(
                    "dicom-access.labels",
                    Holder.ROLE,
                    "labels, one a value; `*` for every label",
                    "",
                    "Which of Orthanc's labels the permissions of this role reach.",
                    Function.identity());

    /** Closed by a slip, not opened: what is no plain no is a yes. */
    public static final Setting<Boolean> PLUGIN_ONLY =
            new Setting<>(
                    "dicom-access.plugin-only",
                    Holder.ROLE,
                    "`true` or `false`; anything else counts as `true`",
                    "false",
                    "Whether this role is for the gateway's own API key: it counts for API keys"
                            + " that Orthanc's plugin asks about, and for nothing else; and the API"
                            + " keys of whoever holds it are unknown everywhere else.",
                    text -> !text.equals("false"));

    private static final List<Setting<?>> ALL =
            List.of(
                    ENABLED,
                    VALIDITY,
                    CHECK_VALIDITY,
                    MAXIMUM_LIFETIME,
                    INSTANT_MAXIMUM_LIFETIME,
                    SHARE_LIFETIME,
                    SHARE_MAXIMUM_LIFETIME,
                    SHARE_MAXIMUM_STUDIES,
                    SHARE_PASSCODE_REQUIRED,
                    SHARE_DOWNLOAD,
                    OPENED_LIFETIME,
                    WRONG_CODES,
                    API_KEY_MAXIMUM_LIFETIME,
                    API_KEYS_PER_USER,
                    ENDED_SHARES_KEPT,
                    HISTORY_KEPT,
                    UNUSED_PUBLICATIONS_KEPT,
                    PAGES_CLIENT,
                    EMAIL_DOMAINS,
                    EMAIL_TEMPLATES,
                    COMBINE_ROLES,
                    AVAILABLE_LABELS,
                    ANONYMOUS_PERMISSIONS,
                    ANONYMOUS_LABELS,
                    RESOURCE_SERVER,
                    SERVER_ID,
                    DICOM_WEB_PUBLIC,
                    DICOM_WEB_BEHIND,
                    REST_PUBLIC,
                    REST_BEHIND,
                    WADO_URI_PUBLIC,
                    WADO_URI_BEHIND,
                    OHIF_ROOT,
                    STONE_ROOT,
                    VOLVIEW_ROOT,
                    OSIMIS_ROOT,
                    MEDDREAM_ROOT,
                    WEASIS_ROOT,
                    DOWNLOAD_ROOT,
                    OHIF_MODES,
                    PUBLICATION_ACTIONS,
                    DECODE_JOINS_STUDIES,
                    LOGIN_CLIENTS,
                    DICOM_WEB_URL,
                    DICOM_WEB_LOCATION,
                    SHARE_UNSEEN,
                    TOKEN_LINKS,
                    EDITS_ROLES,
                    LABELS_DECIDED_BEHIND,
                    PERMISSIONS,
                    LABELS,
                    PLUGIN_ONLY);

    private Settings() {}

    /** All settings, realm first, then client, then role. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    private static Setting<String> path(String name, String fallback, String help) {
        return new Setting<>(name, Holder.CLIENT, PATH, fallback, help, Settings::plainPath);
    }

    private static Setting<Optional<URI>> viewer(String name, String viewer) {
        return new Setting<>(
                "dicom-access.viewer." + name,
                Holder.CLIENT,
                ROOT,
                "",
                "Where " + viewer + " is served; needed before links to it can be given.",
                Settings::root);
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Duration seconds(String text) {
        long seconds = Long.parseLong(text);
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("out of range");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Duration upToAMinute(String text) {
        long seconds = Long.parseLong(text);
        if (seconds < 0 || seconds > LONGEST_CHECK_SECONDS) {
            throw new IllegalArgumentException("out of range");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Integer count(String text) {
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new IllegalArgumentException("out of range");
        }
        return count;
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String plainPath(String text) {
        return PathMapping.normalised("the path", text);
    }

    private static Optional<URI> root(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI root = URI.create(text.endsWith("/") ? text : text + "/");
        boolean web = "http".equals(root.getScheme()) || "https".equals(root.getScheme());
        if (!web
                || root.getHost() == null
                || root.getUserInfo() != null
                || root.getQuery() != null
                || root.getFragment() != null) {
            throw new IllegalArgumentException("not an http or https URL");
        }
        return Optional.of(root);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> domains(String text) {
        Set<String> domains = words(text.toLowerCase(Locale.ROOT));
        requireAll(domains, "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
        return domains;
    }

    private static Set<String> templateNames(String text) {
        Set<String> names = words(text);
        requireAll(names, "[a-z0-9_-]+");
        return names;
    }

    private static RoleCombination roleCombination(String text) {
        return RoleCombination.ofWord(text)
                .orElseThrow(() -> new IllegalArgumentException("not a combination"));
    }

    private static Set<String> labels(String text) {
        Set<String> labels = words(text);
        requireAll(labels, LABEL);
        return labels;
    }

    private static Set<String> anonymousLabels(String text) {
        Set<String> labels = words(text);
        requireAll(labels, "\\*|" + LABEL);
        return labels;
    }

    /** The locks of share links refuse by labels: with labels they would open what they lock. */
    private static Set<String> anonymousPermissions(String text) {
        Set<String> permissions = words(text);
        if (permissions.contains("share-lock") || permissions.contains("share-view-only")) {
            throw new IllegalArgumentException("a lock of share links");
        }
        return permissions;
    }

    private static void requireAll(Set<String> words, String pattern) {
        if (!words.stream().allMatch(word -> word.matches(pattern))) {
            throw new IllegalArgumentException("not of the form " + pattern);
        }
    }

    private static Set<OhifMode> ohifModes(String text) {
        return words(text).stream()
                .map(
                        word ->
                                OhifMode.ofRoute(word)
                                        .orElseThrow(
                                                () -> new IllegalArgumentException("not a mode")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Action> publicationActions(String text) {
        Set<Action> actions = new LinkedHashSet<>();
        for (String word : words(text)) {
            actions.add(
                    Action.ofCode(word)
                            .filter(action -> action != Action.UPLOAD)
                            .orElseThrow(() -> new IllegalArgumentException("not an action")));
        }
        if (!actions.contains(Action.READ)) {
            throw new IllegalArgumentException("a viewer needs read");
        }
        return Set.copyOf(actions);
    }
}
