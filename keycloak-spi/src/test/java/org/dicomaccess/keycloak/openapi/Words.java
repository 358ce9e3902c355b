package org.dicomaccess.keycloak.openapi;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** The closed lists of words that the code has: what its enums are called on the wire. */
final class Words {

    private static final String PACKAGE = "org.dicomaccess.keycloak.";

    private Words() {}

    /** Those of an enum, or the texts that a class has as constants. */
    static List<String> of(String type) {
        try {
            Class<?> found = Class.forName(PACKAGE + type);
            return found.isEnum() ? ofEnum(found) : ofConstants(found);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(type, broken);
        }
    }

    private static List<String> ofEnum(Class<?> type) throws ReflectiveOperationException {
        String accessor =
                Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals("code"))
                        ? "code"
                        : "wireName";
        var method = type.getMethod(accessor);
        method.setAccessible(true);
        List<String> words = new java.util.ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add((String) method.invoke(constant));
        }
        return words;
    }

    private static List<String> ofConstants(Class<?> type) throws IllegalAccessException {
        List<String> words = new java.util.ArrayList<>();
        for (Field field : type.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                words.add((String) field.get(null));
            }
        }
        return words;
    }
}
