package org.dicomaccess.keycloak.doctor.deployment;

import java.util.function.Supplier;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.jspecify.annotations.Nullable;

/**
 * Something that several examinations have to know, found out when the first of them asks. When it
 * cannot be found out, that one is told what is wrong, and the others that they cannot be made.
 */
final class Fact<T> {
    private final Supplier<T> source;
    private @Nullable T value;
    private @Nullable NotExaminedException missing;

    Fact(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        if (missing != null) {
            throw missing;
        }
        T known = value;
        if (known == null) {
            try {
                known = source.get();
                value = known;
            } catch (TroubleException trouble) {
                missing = new NotExaminedException("Because: " + trouble.what(), "");
                throw trouble;
            } catch (NotExaminedException alsoMissing) {
                missing = alsoMissing;
                throw alsoMissing;
            }
        }
        return known;
    }
}
