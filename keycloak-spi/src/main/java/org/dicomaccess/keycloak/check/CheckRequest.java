package org.dicomaccess.keycloak.check;

/**
 * What is asked: may the holder of a grant make this call, or have this resource? The first comes
 * from a gateway that sees the call itself, the second from a server that has resolved it already.
 */
public sealed interface CheckRequest permits DicomWebCall, ResourceQuestion {}
