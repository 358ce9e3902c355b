package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.dicomaccess.keycloak.stack.HeadlessChromium;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;

/**
 * A site as it is deployed: https by a certificate of its own, under its own name, everything below
 * a path, with the realm for production. Keycloak and Orthanc behind it are those of the running
 * stack; that its addresses are this site's is said by the realm instead of the server.
 */
final class DeployedSite implements AutoCloseable {

    static final String PATH = "/imaging";

    private final Stack stack;
    private final String realm;
    private final URI root;
    private final NginxServer gateway;

    private DeployedSite(Stack stack, String realm, URI root, NginxServer gateway) {
        this.stack = stack;
        this.realm = realm;
        this.root = root;
        this.gateway = gateway;
    }

    /**
     * Starts it.
     *
     * @param host the name or address that people type, an IPv6 address in brackets
     */
    static DeployedSite start(Stack stack, String realm, String host) throws Exception {
        Ports shared = stack.options().ports();
        Ports free = Ports.free();
        Ports ports = shared.withGateway(free.gateway());
        StackOptions options =
                StackOptions.ofBuild(RunningStack.module(), "deployed/" + realm).on(ports);
        Path folder = Files.createDirectories(options.folder().resolve("tls"));
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        run(
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + host,
                        "-addext",
                        "subjectAltName=" + (isAddress(host) ? "IP:" : "DNS:") + bare(host),
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString()));
        String origin = "https://" + host + ":" + ports.gateway();
        String inside = "127.0.0.1:" + free.orthanc();
        NginxServer gateway =
                NginxServer.start(
                        options,
                        OhifViewer.prepare(stack.options(), PATH),
                        GatewayOptions.usual()
                                .withTls(certificate, key, "127.0.0.1:" + ports.gateway(), origin)
                                .with("DICOM_ACCESS_PATH", PATH)
                                .with("DICOM_ACCESS_ENDPOINT", "/realms/" + realm + "/dicom-access")
                                .with("DICOM_ACCESS_ISSUER", origin + PATH + "/realms/" + realm)
                                .with("DICOM_ACCESS_ISOLATION", "on")
                                // Keycloak itself finds the studies without TLS.
                                .withPiece("dicom-access/inside.conf", "listen " + inside + ";\n"));
        stack.administrator().importRealm(realm(stack, realm, origin, "http://" + inside + PATH));
        return new DeployedSite(stack, realm, URI.create(origin + PATH + "/"), gateway);
    }

    /** What everything begins with, with a slash at the end. */
    URI root() {
        return root;
    }

    /** The realm's endpoint of the extension, with a slash at the end. */
    URI endpoint() {
        return root.resolve("realms/" + realm + "/dicom-access/");
    }

    NginxServer gateway() {
        return gateway;
    }

    /** A browser that finds the site by its name and takes its certificate. */
    static HeadlessChromium browser(String host) {
        return HeadlessChromium.launch(
                List.of(
                        "--host-resolver-rules=MAP " + bare(host) + " 127.0.0.1",
                        "--ignore-certificate-errors"));
    }

    /** What this site's realm is: the shipped one, with the demonstration's passwords. */
    private static String realm(Stack stack, String name, String origin, String inside)
            throws IOException, InterruptedException {
        Path script = stack.options().repository().resolve("realm-export/for-production");
        String text =
                run(List.of(script.toString(), origin + PATH, inside + "/orthanc/dicom-web"))
                        .replace("realms/orthanc/", "realms/" + name + "/")
                        .replace("default-roles-orthanc", "default-roles-" + name);
        ObjectNode realm = (ObjectNode) new ObjectMapper().readTree(text);
        realm.put("realm", name);
        realm.withObject("attributes").put("frontendUrl", origin + PATH);
        for (JsonNode user : realm.required("users")) {
            for (JsonNode credential : user.path("credentials")) {
                if (credential.path("type").asText().equals("password")) {
                    ((ObjectNode) credential)
                            .put("value", user.required("username").asText())
                            .put("temporary", false);
                }
            }
        }
        return realm.toString();
    }

    private static boolean isAddress(String host) {
        return host.matches("[0-9.]+|\\[.*]");
    }

    /** Without the brackets that an IPv6 address has in addresses of the web. */
    private static String bare(String host) {
        return host.replaceAll("[\\[\\]]", "");
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
        return output;
    }

    @Override
    public void close() {
        stack.administrator().removeRealm(realm);
        gateway.close();
    }
}
