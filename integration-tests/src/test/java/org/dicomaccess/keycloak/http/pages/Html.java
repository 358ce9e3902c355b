package org.dicomaccess.keycloak.http.pages;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tests look for in pages. */
final class Html {
    private static final Pattern FILE =
            Pattern.compile("<(?:link|script)[^>]* (?:href|src)=\"([^\"]+)\"");

    private Html() {}

    /** The styles, scripts and icons that a page loads. */
    static List<String> links(String page) {
        return FILE.matcher(page).results().map(found -> found.group(1)).toList();
    }

    /** A page without its menu of languages, whose links repeat the page's own address. */
    static String withoutLanguages(String page) {
        return page.replaceAll("(?s)<nav.*?</nav>", "");
    }

    /** The value of the first hidden field of this name; empty when there is none. */
    static String hidden(String page, String name) {
        Matcher field =
                Pattern.compile("<input type=\"hidden\" name=\"" + name + "\" value=\"([^\"]*)\"")
                        .matcher(page);
        return field.find() ? field.group(1) : "";
    }
}
