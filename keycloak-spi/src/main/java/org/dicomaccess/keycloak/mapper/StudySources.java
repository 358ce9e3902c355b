package org.dicomaccess.keycloak.mapper;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Where one mapper takes studies from, as it was configured.
 *
 * @param resourceServer client id of the server the studies are on
 * @param shares whether shares that were given to the user count
 * @param userAttribute the user's attribute that names studies, when it counts
 * @param groupAttribute the attribute of the user's groups that names studies, when it counts
 * @param attributeActions what may be done to studies that an attribute names
 * @param limit the most studies that a token names, 1 to {@value #LARGEST_LIMIT}
 */
record StudySources(
        String resourceServer,
        boolean shares,
        Optional<String> userAttribute,
        Optional<String> groupAttribute,
        Set<Action> attributeActions,
        int limit) {

    private static final int LARGEST_LIMIT = 1000;
    private static final int LONGEST_NAME = 255;
    private static final String ATTRIBUTE = "dicom_studies";
    private static final String READ = "read";
    private static final String READ_DOWNLOAD = "read download";

    private static final MapperProperty RESOURCE_SERVER =
            new MapperProperty(
                    "resource.server",
                    "Resource server",
                    ProviderConfigProperty.CLIENT_LIST_TYPE,
                    "",
                    List.of(),
                    "The client that stands for the image server the studies are on. It becomes an"
                            + " audience of the access token.");

    private static final MapperProperty SHARES =
            onOrOff(
                    "shares",
                    "Shares for the user",
                    "true",
                    "Studies of shares that were given to this user and ask for nothing but their"
                        + " sign-in, while they can be opened. Shares with a passcode, a code by"
                        + " e-mail or a number of opens have to be opened on their own page.");

    private static final MapperProperty USER_ATTRIBUTE_COUNTS =
            onOrOff(
                    "user.attribute.counts",
                    "User attribute counts",
                    "false",
                    "Studies that an attribute of the user names.");

    private static final MapperProperty USER_ATTRIBUTE =
            text(
                    "user.attribute",
                    "User attribute",
                    ATTRIBUTE,
                    "Its name. Each value is one StudyInstanceUID; other values are passed over."
                            + " When users can edit it themselves, it opens nothing.");

    private static final MapperProperty GROUP_ATTRIBUTE_COUNTS =
            onOrOff(
                    "group.attribute.counts",
                    "Group attribute counts",
                    "false",
                    "Studies that an attribute of the user's groups names, or of the groups that"
                            + " those are in.");

    private static final MapperProperty GROUP_ATTRIBUTE =
            text(
                    "group.attribute",
                    "Group attribute",
                    ATTRIBUTE,
                    "Its name. Each value is one StudyInstanceUID; other values are passed over.");

    private static final MapperProperty ACTIONS =
            new MapperProperty(
                    "attribute.actions",
                    "Attributes allow",
                    ProviderConfigProperty.LIST_TYPE,
                    READ,
                    List.of(READ, READ_DOWNLOAD),
                    "What may be done to studies that attributes name. With download, archives and"
                            + " original files may be taken. A share says so itself.");

    private static final MapperProperty LIMIT =
            text(
                    "limit",
                    "Most studies in a token",
                    "100",
                    "A token for more studies names none of them, only this mapper, and each check"
                            + " looks them up. A study takes about 60 characters, and many servers"
                            + " take no header of more than 8000.");

    private static final List<MapperProperty> FORM =
            List.of(
                    RESOURCE_SERVER,
                    SHARES,
                    USER_ATTRIBUTE_COUNTS,
                    USER_ATTRIBUTE,
                    GROUP_ATTRIBUTE_COUNTS,
                    GROUP_ATTRIBUTE,
                    ACTIONS,
                    LIMIT);

    /**
     * What a mapper's configuration says.
     *
     * @throws InvalidSourcesException when it says what cannot be
     */
    static StudySources of(ProtocolMapperModel mapper) {
        Map<String, String> config = mapper.getConfig() == null ? Map.of() : mapper.getConfig();
        StudySources sources =
                new StudySources(
                        RESOURCE_SERVER.read(config, "must be a client id", StudySources::name),
                        SHARES.isOn(config),
                        attribute(USER_ATTRIBUTE_COUNTS, USER_ATTRIBUTE, config),
                        attribute(GROUP_ATTRIBUTE_COUNTS, GROUP_ATTRIBUTE, config),
                        ACTIONS.read(
                                config,
                                "must be " + READ + " or " + READ_DOWNLOAD,
                                StudySources::actions),
                        LIMIT.read(
                                config,
                                "must be a whole number from 1 to " + LARGEST_LIMIT,
                                StudySources::limit));
        if (!sources.shares
                && sources.userAttribute.isEmpty()
                && sources.groupAttribute.isEmpty()) {
            throw new InvalidSourcesException(
                    SHARES.label(), "must be on, or a user or group attribute must count");
        }
        return sources;
    }

    /** The form in which administrators configure it. */
    static List<ProviderConfigProperty> form() {
        return FORM.stream().map(MapperProperty::inForm).toList();
    }

    private static Optional<String> attribute(
            MapperProperty counts, MapperProperty name, Map<String, String> config) {
        return counts.isOn(config)
                ? Optional.of(
                        name.read(config, "must be the name of an attribute", StudySources::name))
                : Optional.empty();
    }

    private static String name(String text) {
        // Not every database takes a null character, even to look for it.
        if (text.isEmpty()
                || text.length() > LONGEST_NAME
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a name");
        }
        return text;
    }

    private static Set<Action> actions(String text) {
        return switch (text) {
            case READ -> EnumSet.of(Action.READ);
            case READ_DOWNLOAD -> EnumSet.of(Action.READ, Action.DOWNLOAD);
            default -> throw new IllegalArgumentException("neither");
        };
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException("out of range");
        }
        return limit;
    }

    private static MapperProperty onOrOff(String name, String label, String fallback, String help) {
        return new MapperProperty(
                name, label, ProviderConfigProperty.BOOLEAN_TYPE, fallback, List.of(), help);
    }

    private static MapperProperty text(String name, String label, String fallback, String help) {
        return new MapperProperty(
                name, label, ProviderConfigProperty.STRING_TYPE, fallback, List.of(), help);
    }
}
