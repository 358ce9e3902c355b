package org.dicomaccess.keycloak.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.utils.EmailValidationUtil;

/**
 * One person's e-mail address, {@code local-part@domain} (RFC 5321 §4.1.2) and nothing around it.
 * Of what the RFC permits, quoted local parts and numeric hosts are left out: no person has one,
 * and without quotes an address holds no space, separator or line break, so that it can stand in a
 * header or a list as it is.
 */
public final class EmailAddress {
    /** Longest address that a path of RFC 5321 §4.5.3.1.3 can hold. */
    public static final int MAX_LENGTH = 254;

    private static final Pattern NEVER =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}\\s\"(),:;<>\\[\\]\\\\]");

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)*");

    private final String value;
    private final String domain;

    private EmailAddress(String value, String domain) {
        this.value = value;
        this.domain = domain;
    }

    /** The address that a text is, or nothing when it is none. */
    public static Optional<EmailAddress> of(String text) {
        if (text.length() > MAX_LENGTH
                || NEVER.matcher(text).find()
                || !EmailValidationUtil.isValidEmail(text)) {
            return Optional.empty();
        }
        return asciiDomain(text.substring(text.lastIndexOf('@') + 1))
                .map(domain -> new EmailAddress(text, domain));
    }

    private static Optional<String> asciiDomain(String domain) {
        try {
            return Optional.of(IDN.toASCII(domain).toLowerCase(Locale.ROOT))
                    .filter(ascii -> DOMAIN.matcher(ascii).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The address as it was written. */
    public String value() {
        return value;
    }

    /** What is behind the {@code @}: in ASCII (RFC 5890) and lower case, to be compared. */
    public String domain() {
        return domain;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address && value.equals(address.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The address as it was written. */
    @Override
    public String toString() {
        return value;
    }
}
