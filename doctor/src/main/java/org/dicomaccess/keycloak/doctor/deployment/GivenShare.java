package org.dicomaccess.keycloak.doctor.deployment;

import java.net.URI;
import java.time.Instant;

/**
 * The share of a synthetic study that the doctor was given.
 *
 * @param link what its recipient would be sent
 * @param token what Orthanc would be told beside it
 * @param asked when it was asked for, by this machine's clock
 */
public record GivenShare(URI link, StudyToken token, Instant asked) {}
