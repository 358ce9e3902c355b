/** The pages on which shares are opened, given, watched and taken back. */
@NullMarked
package org.dicomaccess.keycloak.http.pages;

import org.jspecify.annotations.NullMarked;
