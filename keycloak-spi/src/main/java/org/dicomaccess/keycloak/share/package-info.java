/**
 * Shares: grants that somebody gave, kept in Keycloak's database. Given, opened, watched, taken
 * back.
 */
@NullMarked
package org.dicomaccess.keycloak.share;

import org.jspecify.annotations.NullMarked;
