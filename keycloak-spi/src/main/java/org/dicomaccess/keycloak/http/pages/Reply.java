package org.dicomaccess.keycloak.http.pages;

/** What a page answers a call with. */
sealed interface Reply permits Page, Redirect {}
