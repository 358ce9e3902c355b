package org.dicomaccess.keycloak.configuration;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.RegExp;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A regular expression of Orthanc's authorization plugin, as the set of all paths that match it.
 * Sets can be compared, so that something can be said about every path instead of a few.
 */
record PathPattern(String text) {

    /**
     * The characters that mean something to the automaton's grammar and nothing to the plugin's.
     */
    private static final List<String> LITERAL = List.of("\"", "#", "@", "&", "~", "<");

    /** Every path that matches all of the pattern, line breaks included, as Boost reads it. */
    Automaton paths() {
        String bare = text.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
        if (LITERAL.stream().anyMatch(bare::contains) || bare.contains("\\")) {
            throw new IllegalArgumentException("Not a pattern that is understood: " + text);
        }
        // The automaton's grammar has no alternative that is nothing at all.
        return new RegExp(bare.replace("(|", "(()|"), RegExp.NONE).toAutomaton();
    }

    /** Looks at one path, as Boost does: a dot is any character, line breaks too. */
    Predicate<String> predicate() {
        return Pattern.compile(text, Pattern.DOTALL).asMatchPredicate();
    }

    static Automaton paths(List<PathPattern> patterns) {
        return Automaton.union(patterns.stream().map(PathPattern::paths).toList());
    }
}
