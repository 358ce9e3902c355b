package org.dicomaccess.keycloak.dicom;

/**
 * One argument of a query.
 *
 * @param name as written; names are never percent-encoded
 * @param value decoded; empty when there is none, with or without an equals sign
 */
public record QueryArgument(String name, String value) {}
