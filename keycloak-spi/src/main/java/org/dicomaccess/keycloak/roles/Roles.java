package org.dicomaccess.keycloak.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Settings;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * What the roles of a realm carry, as an editor sees it from one resource server: realm roles by
 * their name, roles of the resource server's client as {@code CLIENT_ID/ROLE}. Whoever changes them
 * does so one after another, on whichever node, and is told when they are not what was seen.
 */
public final class Roles {
    /** Keycloak gives everybody these. They are about Keycloak itself. */
    private static final Set<String> KEYCLOAKS_OWN = Set.of("offline_access", "uma_authorization");

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RoleStore store;

    public Roles(KeycloakSession session, RoleStore store) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.store = store;
    }

    /** The table as it is now, for an editor that may send it back changed. */
    public RolesTable read(ResourceServer server) {
        RolesTable table = table(roles(server));
        new LastRead(session, server).remember(table.version());
        return table;
    }

    /**
     * Puts a whole table in the place of the one there is: a role that it does not name loses what
     * it carries. Nothing is written when nothing changes.
     *
     * @param seen which version the editor saw; absent when it does not say so, and then the last
     *     one that this resource server was answered has to be the one there is
     * @return the table as it is then
     * @throws RolesChangedException when the table is not the one the editor saw
     * @throws UnknownRolesException when it names roles that do not exist
     * @throws RolesBusyException when others change roles for too long
     */
    public RolesTable replace(
            ResourceServer server,
            RolesTable wanted,
            Optional<Predicate<String>> seen,
            RoleEvents events)
            throws RolesChangedException, UnknownRolesException {
        store.lock();
        Map<String, StoredRole> roles = roles(server);
        RolesTable current = table(roles);
        requireSeen(current.version(), server, seen);
        List<String> unknown =
                wanted.roles().keySet().stream().filter(name -> !roles.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            throw new UnknownRolesException(unknown);
        }
        TreeMap<String, RoleRights> after = new TreeMap<>();
        roles.forEach(
                (name, role) -> {
                    RoleRights rights = wanted.roles().getOrDefault(name, RoleRights.NONE);
                    if (!rights.equals(role.rights())) {
                        RoleModel model = realm.getRoleById(role.id());
                        write(model, rights);
                        events.updated(model);
                    }
                    after.put(name, rights);
                });
        offer(current.availableLabels(), wanted.availableLabels(), events);
        return new RolesTable(after, wanted.availableLabels());
    }

    private void requireSeen(
            String current, ResourceServer server, Optional<Predicate<String>> seen)
            throws RolesChangedException {
        boolean itWasSeen =
                seen.map(version -> version.test(current))
                        .orElseGet(
                                () ->
                                        new LastRead(session, server)
                                                .version()
                                                .equals(Optional.of(current)));
        if (!itWasSeen) {
            throw new RolesChangedException();
        }
    }

    /**
     * Takes over realm roles from elsewhere: what is missing is created, what is there carries what
     * the table says, and roles that it does not name stay as they are.
     *
     * @param labels the labels that an editor offers afterwards; absent to leave them as they are
     * @param dryRun whether to say only what would be done
     * @return every role of the table, with what was done to it
     * @throws RolesBusyException when others change roles for too long
     */
    public TakenOver takeOver(
            Map<String, RoleRights> wanted,
            Optional<List<String>> labels,
            boolean dryRun,
            RoleEvents events) {
        store.lock();
        Map<String, StoredRole> roles =
                store.roles(Optional.empty()).stream()
                        .collect(Collectors.toMap(StoredRole::name, role -> role));
        List<RoleChange> changes = new ArrayList<>();
        new TreeMap<>(wanted)
                .forEach(
                        (name, rights) -> {
                            RoleChange change =
                                    new RoleChange(
                                            name,
                                            Optional.ofNullable(roles.get(name))
                                                    .map(StoredRole::rights),
                                            rights);
                            changes.add(change);
                            if (!dryRun && change.changes()) {
                                apply(change, events);
                            }
                        });
        List<String> offered = offered();
        List<String> toOffer =
                labels.map(list -> list.stream().distinct().sorted().toList()).orElse(offered);
        if (!dryRun) {
            offer(offered, toOffer, events);
        }
        return new TakenOver(changes, offered, toOffer);
    }

    private void apply(RoleChange change, RoleEvents events) {
        if (change.created()) {
            RoleModel role = realm.addRole(change.name());
            write(role, change.after());
            events.created(role);
        } else {
            RoleModel role = realm.getRole(change.name());
            write(role, change.after());
            events.updated(role);
        }
    }

    private void offer(List<String> before, List<String> after, RoleEvents events) {
        if (before.equals(after)) {
            return;
        }
        String name = Settings.AVAILABLE_LABELS.name();
        String value = String.join(" ", after);
        if (after.isEmpty()) {
            realm.removeAttribute(name);
        } else {
            realm.setAttribute(name, value);
        }
        events.realmAttribute(name, value);
    }

    private static void write(RoleModel role, RoleRights rights) {
        write(role, Settings.PERMISSIONS.name(), rights.permissions());
        write(role, Settings.LABELS.name(), rights.labels());
    }

    private static void write(RoleModel role, String attribute, List<String> values) {
        if (values.isEmpty()) {
            role.removeAttribute(attribute);
        } else {
            role.setAttribute(attribute, values);
        }
    }

    private RolesTable table(Map<String, StoredRole> roles) {
        TreeMap<String, RoleRights> rights = new TreeMap<>();
        roles.forEach((name, role) -> rights.put(name, role.rights()));
        return new RolesTable(rights, offered());
    }

    private List<String> offered() {
        String text = store.realmAttribute(Settings.AVAILABLE_LABELS.name()).orElse("");
        return Settings.AVAILABLE_LABELS.read(text).stream().sorted().toList();
    }

    /** By the name that an editor knows them by. */
    private Map<String, StoredRole> roles(ResourceServer server) {
        Map<String, StoredRole> roles = new TreeMap<>();
        List<StoredRole> stored = store.roles(Optional.of(server.client().getId()));
        stored.stream()
                .filter(role -> !role.ofClient() && !KEYCLOAKS_OWN.contains(role.name()))
                .forEach(role -> roles.put(role.name(), role));
        // A realm role that is called as if it were the client's cannot be told from it.
        stored.stream()
                .filter(StoredRole::ofClient)
                .forEach(role -> roles.put(server.clientId() + "/" + role.name(), role));
        return roles;
    }
}
