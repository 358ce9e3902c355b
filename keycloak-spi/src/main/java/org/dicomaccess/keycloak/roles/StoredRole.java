package org.dicomaccess.keycloak.roles;

/**
 * A role as the database has it now.
 *
 * @param id Keycloak's own
 * @param name within its realm or client
 * @param ofClient whether it is a role of the resource server that was asked for
 */
public record StoredRole(String id, String name, boolean ofClient, RoleRights rights) {}
