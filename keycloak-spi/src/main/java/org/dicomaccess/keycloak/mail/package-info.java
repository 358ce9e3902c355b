/**
 * Mail that the extension sends: composed by templates that every e-mail theme can override, sent
 * through the realm's own SMTP settings. No patient data is in any of it.
 */
@NullMarked
package org.dicomaccess.keycloak.mail;

import org.jspecify.annotations.NullMarked;
