package org.dicomaccess.keycloak.http.pages;

import java.time.Duration;
import java.util.Locale;

/** Brings one-time codes to the recipients of shares. */
interface CodeMail {
    /** Where no mail can be sent. */
    CodeMail NONE = (to, language, code, validFor) -> false;

    /**
     * Sends a code.
     *
     * @param to an e-mail address
     * @param language of the page it was asked for on
     * @param validFor how long it is good for, from now on
     * @return false when it could not be sent
     */
    boolean send(String to, Locale language, String code, Duration validFor);
}
