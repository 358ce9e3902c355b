/**
 * Access tokens of Keycloak's own that open named studies only: authorization details of the type
 * {@code dicom_study} (RFC 9396).
 */
@NullMarked
package org.dicomaccess.keycloak.details;

import org.jspecify.annotations.NullMarked;
