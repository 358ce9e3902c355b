/** What a signed-in person may do in Orthanc, from roles, labels and groups. */
@NullMarked
package org.dicomaccess.keycloak.profile;

import org.jspecify.annotations.NullMarked;
