package org.dicomaccess.keycloak.settings;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** A resource server with these attributes, where no Keycloak runs. */
public final class ConfiguredServer {
    private static final String CLIENT_ID = "orthanc";

    private ConfiguredServer() {}

    /** One in good standing, named {@code orthanc}. */
    public static ResourceServer of(Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(Settings.RESOURCE_SERVER.name(), "true");
        ClientModel client =
                proxy(
                        ClientModel.class,
                        Map.of("isEnabled", true, "isPublicClient", false, "isBearerOnly", false),
                        "getAttribute",
                        all);
        RealmModel realm =
                proxy(RealmModel.class, Map.of(), "getClientByClientId", Map.of(CLIENT_ID, client));
        return ResourceServer.find(realm, CLIENT_ID).orElseThrow();
    }

    /** Answers these methods, and one more by its argument; null to any other. */
    private static <T> T proxy(
            Class<T> type, Map<String, ?> answers, String lookup, Map<String, ?> found) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) ->
                                method.getName().equals(lookup)
                                        ? found.get(arguments[0])
                                        : answers.get(method.getName())));
    }
}
