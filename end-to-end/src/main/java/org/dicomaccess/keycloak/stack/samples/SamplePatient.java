package org.dicomaccess.keycloak.stack.samples;

/**
 * A person who does not exist.
 *
 * @param id Patient ID (0010,0020)
 * @param name Patient's Name (0010,0010), as DICOM PS3.5 §6.2 writes names: family^given
 * @param sex Patient's Sex (0010,0040)
 */
public record SamplePatient(String id, String name, String sex) {}
