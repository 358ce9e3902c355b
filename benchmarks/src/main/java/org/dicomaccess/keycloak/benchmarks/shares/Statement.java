package org.dicomaccess.keycloak.benchmarks.shares;

import java.util.List;

/**
 * A statement that Keycloak sent.
 *
 * @param sql with {@code $1} for the first value
 * @param values in their order, as text
 * @param plan how it was answered
 */
record Statement(String sql, List<String> values, Plan plan) {}
