/** What a realm, a resource server and a role can be told; each setting describes itself. */
@NullMarked
package org.dicomaccess.keycloak.settings;

import org.jspecify.annotations.NullMarked;
