package org.dicomaccess.keycloak.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a gateway is told beside where the other parts listen.
 *
 * @param variables of the templates, in place of those of the demonstration
 * @param templates those of {@code docker/nginx/templates} that are filled in, without their ending
 * @param pieces more files below {@code conf.d}, each with its text
 */
public record GatewayOptions(
        Map<String, String> variables, Set<String> templates, Map<String, String> pieces) {

    public GatewayOptions {
        variables = Map.copyOf(variables);
        templates = Set.copyOf(templates);
        pieces = Map.copyOf(pieces);
    }

    /** The gateway of the demonstration: plain http, Keycloak behind it, people may sign in. */
    public static GatewayOptions usual() {
        return new GatewayOptions(
                Map.of(), Set.of("dicom-access.conf", "dicom-access/keycloak.conf"), Map.of());
    }

    /** The same with one variable of the templates changed. */
    public GatewayOptions with(String variable, String value) {
        return new GatewayOptions(added(variables, variable, value), templates, pieces);
    }

    /** The same with one more file, such as {@code dicom-access/admin/networks.conf}. */
    public GatewayOptions withPiece(String file, String text) {
        return new GatewayOptions(variables, templates, added(pieces, file, text));
    }

    /**
     * The same by https.
     *
     * @param listen address and port
     * @param origin what people type, without a path
     */
    public GatewayOptions withTls(Path certificate, Path key, String listen, String origin) {
        Set<String> withTls = new LinkedHashSet<>(templates);
        withTls.add("tls.conf");
        return new GatewayOptions(variables, withTls, pieces)
                .with("DICOM_ACCESS_CERTIFICATE", certificate.toString())
                .with("DICOM_ACCESS_CERTIFICATE_KEY", key.toString())
                .with("DICOM_ACCESS_LISTEN", listen + " ssl http2")
                .with("DICOM_ACCESS_ORIGIN", origin);
    }

    private static Map<String, String> added(Map<String, String> to, String name, String value) {
        Map<String, String> added = new LinkedHashMap<>(to);
        added.put(name, value);
        return added;
    }
}
