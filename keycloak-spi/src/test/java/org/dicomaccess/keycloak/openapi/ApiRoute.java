package org.dicomaccess.keycloak.openapi;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.dicomaccess.keycloak.http.DicomAccessResource;
import org.dicomaccess.keycloak.http.admin.AdminRoot;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.UnknownPath;
import org.dicomaccess.keycloak.http.gateway.AudienceCheck;
import org.keycloak.models.KeycloakSession;

/**
 * A path of the endpoint, as the code has it: found by walking the classes that hold the map, from
 * one annotated method to the next.
 *
 * @param path with {@code {name}} for what varies
 * @param methods in capitals; what browsers ask before they call is left out
 * @param locator the method that leads to it
 */
record ApiRoute(String path, List<String> methods, Method locator) {

    private static final String REALM = "/realms/{realm}/dicom-access/";
    private static final String ADMIN = "/admin/realms/{realm}/dicom-access/";

    private static final List<String> NOT_TOLD = List.of(HttpMethod.OPTIONS, HttpMethod.HEAD);

    /** A method that no resource has, so that each answers which it has. */
    private static final String NONE = "NONE";

    /** All of them, in the order of their paths. */
    static List<ApiRoute> all() {
        List<ApiRoute> routes = new ArrayList<>();
        walk(REALM, made(DicomAccessResource.class), routes);
        walk(ADMIN, made(AdminRoot.class), routes);
        routes.sort(Comparator.comparing(ApiRoute::path));
        return routes;
    }

    private static void walk(String prefix, Object map, List<ApiRoute> routes) {
        for (Method locator : map.getClass().getMethods()) {
            Path path = locator.getAnnotation(Path.class);
            if (path == null || UnknownPath.class.equals(locator.getReturnType())) {
                continue;
            }
            String full = prefix + path.value().replaceAll(":[^}]*}", "}");
            Object found = call(map, locator);
            if (found instanceof AnyMethod resource) {
                routes.add(new ApiRoute(full, methodsOf(resource), locator));
            } else {
                walk(full + "/", found, routes);
            }
        }
    }

    /**
     * The check answers any method alike; GET is what it is asked with where nothing else is said.
     */
    private static List<String> methodsOf(AnyMethod resource) {
        if (resource instanceof AudienceCheck) {
            return List.of(HttpMethod.GET);
        }
        try {
            Method answer =
                    AnyMethod.class.getDeclaredMethod("answer", String.class, InputStream.class);
            answer.setAccessible(true);
            Response refused =
                    (Response) answer.invoke(resource, NONE, InputStream.nullInputStream());
            return Arrays.stream(refused.getHeaderString(HttpHeaders.ALLOW).split(", "))
                    .filter(method -> !NOT_TOLD.contains(method))
                    .toList();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(resource.getClass().getName(), broken);
        }
    }

    private static Object call(Object map, Method locator) {
        Object[] arguments = new Object[locator.getParameterCount()];
        Arrays.fill(arguments, "x");
        try {
            return locator.invoke(map, arguments);
        } catch (InvocationTargetException | IllegalAccessException broken) {
            throw new IllegalStateException(locator.toString(), broken);
        }
    }

    /** A map of a realm of which nothing is known: what leads to a door asks for nothing. */
    private static Object made(Class<?> map) {
        Constructor<?> constructor = map.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] arguments = new Object[constructor.getParameterCount()];
        arguments[0] = new DicomAccess((KeycloakSession) silent(KeycloakSession.class), null);
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(map.getName(), broken);
        }
    }

    /** Answers nothing to whatever it is asked, or something that answers nothing. */
    private static Object silent(Class<?> type) {
        return Proxy.newProxyInstance(
                ApiRoute.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    // A provider is asked for by its class.
                    Class<?> wanted =
                            arguments != null && arguments[0] instanceof Class<?> provider
                                    ? provider
                                    : method.getReturnType();
                    return wanted.isInterface() ? silent(wanted) : null;
                });
    }
}
