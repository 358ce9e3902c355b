package org.dicomaccess.keycloak.apikey;

/**
 * An API key that was just made.
 *
 * @param text the key itself; nothing can show it again
 */
public record GivenApiKey(ApiKey key, String text) {
    @Override
    public String toString() {
        return "GivenApiKey[" + key.id() + "]";
    }
}
