package org.dicomaccess.keycloak.testing;

import org.keycloak.testframework.annotations.InjectTestDatabase;
import org.keycloak.testframework.database.DatabaseConfigBuilder;
import org.keycloak.testframework.database.TestDatabase;
import org.keycloak.testframework.injection.InstanceContext;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.injection.RequestedInstance;
import org.keycloak.testframework.injection.Supplier;
import org.keycloak.testframework.injection.SupplierHelpers;
import org.keycloak.testframework.injection.SupplierOrder;
import org.keycloak.testframework.server.KeycloakServerConfigBuilder;
import org.keycloak.testframework.server.KeycloakServerConfigInterceptor;

/**
 * Gives the server its {@link NativePostgres}, one for all test classes of a run, also where the
 * server is started anew in between.
 *
 * <p>The framework's own base class for this can only be extended from within its package.
 */
final class NativePostgresSupplier
        implements Supplier<TestDatabase, InjectTestDatabase>,
                KeycloakServerConfigInterceptor<TestDatabase, InjectTestDatabase> {

    /** What {@code kc.test.database} chooses it by. */
    @Override
    public String getAlias() {
        return "native-postgres";
    }

    @Override
    public TestDatabase getValue(InstanceContext<TestDatabase, InjectTestDatabase> instance) {
        DatabaseConfigBuilder configuration =
                SupplierHelpers.getInstance(instance.getAnnotation().config())
                        .configure(DatabaseConfigBuilder.create());
        TestDatabase database = new NativePostgres();
        database.start(configuration.build());
        return database;
    }

    @Override
    public KeycloakServerConfigBuilder intercept(
            KeycloakServerConfigBuilder server,
            InstanceContext<TestDatabase, InjectTestDatabase> instance) {
        return server.options(instance.getValue().serverConfig());
    }

    @Override
    public void close(InstanceContext<TestDatabase, InjectTestDatabase> instance) {
        instance.getValue().stop();
    }

    @Override
    public boolean compatible(
            InstanceContext<TestDatabase, InjectTestDatabase> present,
            RequestedInstance<TestDatabase, InjectTestDatabase> requested) {
        return present.getAnnotation().config().equals(requested.getAnnotation().config());
    }

    @Override
    public LifeCycle getDefaultLifecycle() {
        return LifeCycle.GLOBAL;
    }

    @Override
    public int order() {
        return SupplierOrder.BEFORE_KEYCLOAK_SERVER;
    }
}
