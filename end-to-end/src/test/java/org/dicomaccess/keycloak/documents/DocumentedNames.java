package org.dicomaccess.keycloak.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that pages use for what every site calls its own, and what they are here. */
public final class DocumentedNames {

    private static final String BEFORE = "(?<![A-Za-z0-9_.$-])";
    private static final String AFTER = "(?![A-Za-z0-9_.=-])";

    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * One name.
     *
     * @param documented where it is a word of its own
     */
    public DocumentedNames with(String documented, String here) {
        names.put(documented, here);
        return this;
    }

    /** The text with the names of the running parts. */
    public String replacedIn(String text) {
        String replaced = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            replaced =
                    Pattern.compile(BEFORE + Pattern.quote(name.getKey()) + AFTER)
                            .matcher(replaced)
                            .replaceAll(Matcher.quoteReplacement(name.getValue()));
        }
        return replaced;
    }
}
