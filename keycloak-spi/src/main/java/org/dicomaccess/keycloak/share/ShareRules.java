package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.Optional;

/**
 * When and how a share may be opened.
 *
 * @param notBefore first instant at which it opens, in whole seconds
 * @param expires first instant at which it no longer does, in whole seconds
 * @param maximumOpens how often it may be opened, 1 or more; empty for any number
 * @param passcode whether a passcode is asked for
 * @param mailsCode whether a one-time code is sent to the recipient's address and asked for
 */
public record ShareRules(
        Instant notBefore,
        Instant expires,
        Optional<Integer> maximumOpens,
        boolean passcode,
        boolean mailsCode) {}
