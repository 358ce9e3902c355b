package org.dicomaccess.keycloak.http.orthanc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin passes on from {@code tokens/{type}}.
 *
 * @param request the request as it came
 * @param token the study token
 * @param url the viewer's link with the token in it; null for a type whose caller appends the token
 *     to a resource's own URL
 */
record CreateAnswer(
        JsonNode request,
        String token,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String url) {}
