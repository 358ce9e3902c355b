/**
 * Studies in ordinary access tokens: the protocol mapper that puts them there, and what a token
 * that has been through it opens.
 */
@NullMarked
package org.dicomaccess.keycloak.mapper;

import org.jspecify.annotations.NullMarked;
