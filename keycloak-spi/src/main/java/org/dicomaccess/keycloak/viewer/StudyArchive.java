package org.dicomaccess.keycloak.viewer;

import org.dicomaccess.keycloak.dicom.OrthancId;

/**
 * One study's archive.
 *
 * @param link an absolute URL with a study token in its query; it is a bearer's, like the token
 */
public record StudyArchive(OrthancId study, String link) {}
