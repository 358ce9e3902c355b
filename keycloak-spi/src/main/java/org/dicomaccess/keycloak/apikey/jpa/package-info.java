/** What is written of API keys in Keycloak's database without Keycloak's own stores. */
@NullMarked
package org.dicomaccess.keycloak.apikey.jpa;

import org.jspecify.annotations.NullMarked;
