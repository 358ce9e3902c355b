/**
 * The words of the field as types: what is granted, what a DICOMweb request touches, and how a
 * search is narrowed. Nothing here knows who asks, over which protocol, or which server answers.
 */
@NullMarked
package org.dicomaccess.keycloak.dicom;

import org.jspecify.annotations.NullMarked;
