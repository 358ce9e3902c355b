package org.dicomaccess.keycloak.testing;

import java.util.List;
import org.keycloak.testframework.TestFrameworkExtension;
import org.keycloak.testframework.injection.Supplier;

/** Tells Keycloak's test framework about {@link NativePostgres}; the service loader creates it. */
public final class NativePostgresExtension implements TestFrameworkExtension {

    @Override
    public List<Supplier<?, ?>> suppliers() {
        return List.of(new NativePostgresSupplier());
    }
}
