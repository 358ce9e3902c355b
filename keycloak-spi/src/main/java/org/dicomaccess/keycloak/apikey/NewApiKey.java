package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as somebody asks for it.
 *
 * @param name for people, unique among the owner's keys
 * @param expires empty for as long as the realm allows
 */
public record NewApiKey(String name, KeyPermissions permissions, Optional<Instant> expires) {}
