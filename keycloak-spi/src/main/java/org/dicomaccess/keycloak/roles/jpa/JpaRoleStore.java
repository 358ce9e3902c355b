package org.dicomaccess.keycloak.roles.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomaccess.keycloak.roles.RoleRights;
import org.dicomaccess.keycloak.roles.RoleStore;
import org.dicomaccess.keycloak.roles.RolesBusyException;
import org.dicomaccess.keycloak.roles.StoredRole;
import org.dicomaccess.keycloak.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Reads columns, never entities: one that is in the session already would be as old as the session.
 */
public final class JpaRoleStore implements RoleStore {
    private final EntityManager database;
    private final String realmId;

    public JpaRoleStore(KeycloakSession session, String realmId) {
        this.database = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realmId;
    }

    /**
     * An update that changes nothing locks a row in every database, and in PostgreSQL lets rows
     * that point to it be written meanwhile.
     */
    @Override
    public void lock() {
        try {
            database.createQuery(
                            "update RealmEntity r set r.enabled = r.enabled where r.id = :realm")
                    .setParameter("realm", realmId)
                    .executeUpdate();
        } catch (LockTimeoutException | PessimisticLockException e) {
            throw new RolesBusyException(e);
        }
    }

    @Override
    public List<StoredRole> roles(Optional<String> clientId) {
        Map<String, Row> roles = new LinkedHashMap<>();
        database.createQuery(
                        "select r.id, r.name, r.clientRole, a.name, a.value from RoleEntity r"
                                + " left join r.attributes a on a.name in (:permissions, :labels)"
                                + " where r.realmId = :realm"
                                + " and (r.clientRole = false or r.clientId = :client)",
                        Object[].class)
                .setParameter("permissions", Settings.PERMISSIONS.name())
                .setParameter("labels", Settings.LABELS.name())
                .setParameter("realm", realmId)
                .setParameter("client", clientId.orElse(""))
                .getResultList()
                .forEach(
                        row ->
                                roles.computeIfAbsent(
                                                (String) row[0],
                                                id -> new Row((String) row[1], (Boolean) row[2]))
                                        .add((String) row[3], (String) row[4]));
        return roles.entrySet().stream().map(role -> role.getValue().role(role.getKey())).toList();
    }

    @Override
    public Optional<String> realmAttribute(String name) {
        return database
                .createQuery(
                        "select a.value from RealmAttributeEntity a"
                                + " where a.realm.id = :realm and a.name = :name",
                        String.class)
                .setParameter("realm", realmId)
                .setParameter("name", name)
                .getResultList()
                .stream()
                .findFirst();
    }

    private static final class Row {
        private final String name;
        private final boolean ofClient;
        private final List<String> permissions = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();

        Row(String name, boolean ofClient) {
            this.name = name;
            this.ofClient = ofClient;
        }

        void add(@Nullable String attribute, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                (Settings.LABELS.name().equals(attribute) ? labels : permissions).add(value);
            }
        }

        StoredRole role(String id) {
            return new StoredRole(id, name, ofClient, new RoleRights(labels, permissions));
        }
    }
}
