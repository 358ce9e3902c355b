/** The endpoint {@code /realms/{realm}/dicom-access}: its place in Keycloak and its doors. */
@NullMarked
package org.dicomaccess.keycloak.http;

import org.jspecify.annotations.NullMarked;
