package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What every page of somebody who is signed in has.
 *
 * @param name of the person
 * @param mine their own shares
 * @param keys their API keys, for whoever may have some
 * @param all everybody's, for whoever may see them
 * @param signOut where they sign out
 * @param formToken what each of their forms brings along
 */
public record Menu(
        String name,
        URI mine,
        @Nullable URI keys,
        @Nullable URI all,
        @Nullable URI signOut,
        String formToken) {

    @Override
    public String toString() {
        return "Menu";
    }
}
