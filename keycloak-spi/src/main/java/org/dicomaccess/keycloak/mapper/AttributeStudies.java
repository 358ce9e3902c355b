package org.dicomaccess.keycloak.mapper;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.InvalidUidException;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.jboss.logging.Logger;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileConstants;
import org.keycloak.userprofile.UserProfileProvider;

/**
 * Studies that attributes of a user and of their groups name; Keycloak keeps both in memory. A
 * value that is no StudyInstanceUID names nothing.
 */
final class AttributeStudies {
    private static final Logger LOG = Logger.getLogger(AttributeStudies.class);

    private final KeycloakSession session;

    AttributeStudies(KeycloakSession session) {
        this.session = session;
    }

    Set<StudyInstanceUid> of(UserModel user, StudySources sources) {
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        sources.userAttribute()
                .filter(name -> !usersEdit(name))
                .ifPresent(name -> add(user.getAttributeStream(name), name, studies));
        sources.groupAttribute()
                .ifPresent(
                        name ->
                                add(
                                        groups(user)
                                                .flatMap(group -> group.getAttributeStream(name)),
                                        name,
                                        studies));
        return studies;
    }

    /** Whether users can edit an attribute of their own account: they would grant themselves. */
    boolean usersEdit(String attribute) {
        UPConfig profile = session.getProvider(UserProfileProvider.class).getConfiguration();
        UPAttribute managed = profile.getAttribute(attribute);
        if (managed == null) {
            return profile.getUnmanagedAttributePolicy()
                    == UPConfig.UnmanagedAttributePolicy.ENABLED;
        }
        return managed.getPermissions() != null
                && managed.getPermissions().getEdit().contains(UserProfileConstants.ROLE_USER);
    }

    /** A group that is in another is reached once for each way to it. */
    private static Stream<GroupModel> groups(UserModel user) {
        return user.getGroupsStream()
                .flatMap(group -> Stream.iterate(group, Objects::nonNull, GroupModel::getParent));
    }

    private static void add(Stream<String> values, String name, Set<StudyInstanceUid> studies) {
        values.forEach(value -> study(value, name).ifPresent(studies::add));
    }

    private static Optional<StudyInstanceUid> study(String value, String attribute) {
        try {
            return Optional.of(new StudyInstanceUid(value.strip()));
        } catch (InvalidUidException e) {
            LOG.debugf("A value of attribute %s is passed over: %s", attribute, e.getMessage());
            return Optional.empty();
        }
    }
}
