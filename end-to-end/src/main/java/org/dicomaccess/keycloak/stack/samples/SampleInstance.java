package org.dicomaccess.keycloak.stack.samples;

/**
 * One image of a synthetic series.
 *
 * @param sopInstanceUid SOP Instance UID (0008,0018)
 * @param number Instance Number (0020,0013)
 * @param file where it lies, relative to the folder of the samples
 */
public record SampleInstance(String sopInstanceUid, int number, String file) {}
