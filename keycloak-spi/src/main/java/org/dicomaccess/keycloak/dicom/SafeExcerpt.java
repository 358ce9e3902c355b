package org.dicomaccess.keycloak.dicom;

/**
 * A few characters of a refused text, for messages. Whatever a stranger sent must not reach a log
 * or a page as it came, and may be somebody's name: only digits, dots and dashes are repeated.
 */
final class SafeExcerpt {

    private static final int LENGTH = 16;

    private SafeExcerpt() {}

    static String of(String refused) {
        if (refused.isEmpty()) {
            return "";
        }
        StringBuilder excerpt = new StringBuilder(" '");
        for (int i = 0; i < refused.length() && i < LENGTH; i++) {
            char c = refused.charAt(i);
            boolean harmless = (c >= '0' && c <= '9') || c == '.' || c == '-';
            excerpt.append(harmless ? c : '_');
        }
        return excerpt.append(refused.length() > LENGTH ? "…'" : "'").toString();
    }
}
