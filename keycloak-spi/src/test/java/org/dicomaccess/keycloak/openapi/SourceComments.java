package org.dicomaccess.keycloak.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of the code, which say what a path is for and what a field holds. */
final class SourceComments {

    private static final Path SOURCES = Path.of("src/main/java");

    private SourceComments() {}

    /** What the comment of this method says. */
    static String of(Method method) {
        Pattern declaration =
                Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
                                + "public \\S+ "
                                + method.getName()
                                + "\\(",
                        Pattern.DOTALL);
        Matcher found = declaration.matcher(source(method.getDeclaringClass()));
        if (!found.find()) {
            throw new IllegalStateException("No comment at " + method);
        }
        return plain(found.group(1));
    }

    /** What the comment of this record says of all of it, before its parts. */
    static Optional<String> of(Class<?> type) {
        return comment(type).map(comment -> plain(comment.split("\\n\\s*\\*\\s*@")[0]));
    }

    /** What the comment of this record says of one of its parts. */
    static Optional<String> of(Class<?> type, String component) {
        Pattern parameter =
                Pattern.compile(
                        "@param " + component + "\\s((?:(?!\\n\\s*\\*\\s*@).)*)", Pattern.DOTALL);
        return comment(type)
                .flatMap(comment -> parameter.matcher(comment).results().findFirst())
                .map(MatchResult::group)
                .map(text -> plain(text.replaceFirst("@param \\S+", "")));
    }

    private static Optional<String> comment(Class<?> type) {
        return Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
                                + "(?:public |private )?(?:static )?record "
                                + type.getSimpleName()
                                + "\\(",
                        Pattern.DOTALL)
                .matcher(source(type))
                .results()
                .findFirst()
                .map(found -> found.group(1));
    }

    private static String source(Class<?> type) {
        String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        try {
            return Files.readString(SOURCES.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String plain(String comment) {
        return comment.replaceAll("\\n\\s*\\*", " ")
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "$1")
                .replaceAll("<[^>]*>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
