package org.dicomaccess.keycloak.doctor.examination;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A gateway, a viewer and a realm that are as they should be, but for one fault. Its tokens are
 * signed by a key of its own, and it knows those that it gave.
 */
final class SimulatedDeployment implements AutoCloseable {
    static final String SECRET = "the-secret-of-orthanc";

    private static final Pattern UID = Pattern.compile("\"dicom-uid\":\"([0-9.]+)\"");
    private static final Pattern SECONDS = Pattern.compile("\"validity-duration\":(\\d+)");
    private static final String REALM = "/realms/orthanc";
    private static final String EXTENSION = REALM + "/dicom-access";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final KeyPair key = ecKey();
    private final Map<String, String> studies = new ConcurrentHashMap<>();
    private final Set<String> brief = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final String root;
    private final Fault fault;

    private SimulatedDeployment(HttpServer server, String scheme, String host, Fault fault) {
        this.server = server;
        this.root = "%s://%s:%d".formatted(scheme, host, server.getAddress().getPort());
        this.fault = fault;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static SimulatedDeployment healthy() {
        return with(Fault.NONE);
    }

    static SimulatedDeployment with(Fault fault) {
        try {
            return new SimulatedDeployment(
                    HttpServer.create(anyPort(), 0), "http", "localhost", fault);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    static SimulatedDeployment encrypted(SSLContext context, String host, Fault fault) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return new SimulatedDeployment(server, "https", host, fault);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    URI root() {
        return URI.create(root);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The tokens that were given and are not taken back. */
    Set<String> tokens() {
        return studies.keySet();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked asked = Asked.of(exchange);
        fault.instead(asked, answer(asked)).send(exchange);
    }

    private Told answer(Asked asked) {
        String path = asked.path();
        if (path.equals("/") || path.equals("/ohif")) {
            return Told.status(302).with("Location: " + root + "/ohif/");
        }
        if (path.startsWith("/ohif/")) {
            return viewer(path);
        }
        if (path.equals("/dicom-access/grant") || path.equals(EXTENSION + "/grant")) {
            return refused(401, "token_missing");
        }
        if (path.startsWith("/orthanc/")) {
            return checked(asked)
                    .with("Cache-Control: no-store", "X-Content-Type-Options: nosniff");
        }
        if (path.startsWith(EXTENSION)) {
            return extension(asked);
        }
        if (path.startsWith(REALM) || path.startsWith("/admin/")) {
            return keycloak(path);
        }
        return Told.status(404);
    }

    private Told viewer(String path) {
        Told file =
                switch (path) {
                    case "/ohif/", "/ohif/index.html", "/ohif/viewer" ->
                            Told.page("<html><script defer src=\"/ohif/app.js\"></script></html>");
                    case "/ohif/app.js" -> Told.page("new Worker('index.worker.js')");
                    case "/ohif/deployment.js" ->
                            Told.page(
                                    "window.dicomAccess = { issuer: '%s', client: 'ohif' };"
                                            .formatted(root + REALM));
                    case "/ohif/app-config.js" ->
                            Told.page("window.config = {name: 'dicom-access'}");
                    case "/ohif/index.worker.js", "/ohif/refused.html", "/ohif/viewer-start.js" ->
                            Told.page("here");
                    default -> Told.status(404);
                };
        return file.with(
                "Cache-Control: no-store",
                "Referrer-Policy: no-referrer",
                "X-Content-Type-Options: nosniff",
                "Content-Security-Policy: default-src 'none'",
                "Strict-Transport-Security: max-age=31536000",
                "Server: nginx");
    }

    private Told keycloak(String path) {
        String connect = REALM + "/protocol/openid-connect/";
        return switch (path) {
            case REALM + "/.well-known/openid-configuration" ->
                    Told.json(
                            """
                            {"issuer": "ROOT/realms/orthanc",
                             "jwks_uri": "ROOT/realms/orthanc/protocol/openid-connect/certs",
                             "mtls_endpoint_aliases": {"token_endpoint": "ROOT/realms/orthanc/t"},
                             "scopes_supported": ["openid"]}
                            """
                                    .replace("ROOT", root));
            case REALM + "/protocol/openid-connect/certs" -> Told.json(keys());
            case REALM + "/protocol/openid-connect/auth" ->
                    Told.page("<form action=\"%s\">".formatted(root + connect + "login"))
                            .with(cookie("AUTH_SESSION_ID"), cookie("KC_RESTART"));
            case "/admin/master/console/" -> Told.page("admin");
            default -> Told.status(path.startsWith(REALM) ? 401 : 404);
        };
    }

    private String cookie(String name) {
        return "Set-Cookie: %s=value;Version=1;Path=/realms/orthanc/;HttpOnly%s"
                .formatted(name, root.startsWith("https") ? ";Secure;SameSite=None" : "");
    }

    private Told extension(Asked asked) {
        String path = asked.path().substring(EXTENSION.length());
        if (path.startsWith("/tokens/") || path.equals("/revoke")) {
            String wanted =
                    Base64.getEncoder().encodeToString(("orthanc:" + SECRET).getBytes(UTF_8));
            if (!asked.header("Authorization").orElse("").equals("Basic " + wanted)) {
                return Told.status(401).with("WWW-Authenticate: Basic");
            }
            return path.equals("/revoke") ? revoke(asked) : mint(asked, path);
        }
        if (path.startsWith("/s/")) {
            return asked.method().equals("GET") ? sharePage() : opened(path);
        }
        return Told.status(404);
    }

    private Told mint(Asked asked, String path) {
        String study = found(UID, asked.body());
        int seconds = Integer.parseInt(found(SECONDS, asked.body()));
        String token = token(study, seconds);
        studies.put(token, study);
        if (seconds < 10) {
            // As if its time were over already.
            brief.add(token);
        }
        String code = "code-" + codes.size();
        codes.put("/s/" + code, token);
        String url =
                path.endsWith("-publication")
                        ? "\"" + root + EXTENSION + "/s/" + code + "\""
                        : "null";
        return Told.json("{\"token\": \"%s\", \"url\": %s}".formatted(token, url));
    }

    private Told revoke(Asked asked) {
        revoked.add(asked.body().substring("token=".length()));
        return Told.json("{}");
    }

    private static Told sharePage() {
        return Told.page("<form method=\"post\"><button name=\"do\" value=\"open\">Open</button>")
                .with(
                        "Cache-Control: no-store",
                        "Referrer-Policy: no-referrer",
                        "X-Content-Type-Options: nosniff",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'");
    }

    private Told opened(String path) {
        String token = codes.get(path);
        return Told.status(303)
                .with(
                        "Location: %s/ohif/viewer?StudyInstanceUIDs=%s#token=%s"
                                .formatted(root, studies.get(token), token));
    }

    /** The gateway's check, with nothing behind it: no study of a token exists. */
    private Told checked(Asked asked) {
        String authorization = asked.header("Authorization").orElse("");
        if (authorization.isEmpty()) {
            return refused(401, "token_missing");
        }
        String token = authorization.replace("Bearer ", "");
        String study = studies.get(token);
        if (study == null) {
            return refused(401, "token_invalid");
        }
        if (revoked.contains(token) || brief.contains(token)) {
            return refused(401, "token_expired");
        }
        if (!asked.method().equals("GET")) {
            return refused(403, "method_not_granted");
        }
        if (asked.path().contains("..") || asked.path().contains("%")) {
            return refused(403, "request_not_understood");
        }
        if (asked.query().contains("_method")) {
            return refused(403, "query_not_understood");
        }
        if (!asked.path().equals("/orthanc/dicom-web/studies")) {
            return refused(
                    403,
                    asked.path().startsWith("/orthanc/dicom-web/studies/")
                            ? "study_not_granted"
                            : "path_not_granted");
        }
        boolean other =
                asked.query().contains("StudyInstanceUID=") && !asked.query().contains(study);
        return other ? refused(403, "study_not_granted") : Told.json("[]");
    }

    private static Told refused(int status, String reason) {
        return Told.status(status).with("X-Dicom-Access-Reason: " + reason);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(text);
        }
        return matcher.group(1);
    }

    private String token(String study, int seconds) {
        long now = Instant.now().getEpochSecond();
        String payload =
                """
                {"iss":"%s","aud":"orthanc","typ":"Study","iat":%d,"exp":%d,"jti":"%d",
                 "study_instance_uids":["%s"]}
                """
                        .formatted(root + REALM, now, now + seconds, studies.size(), study);
        String signed =
                base64("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}".getBytes(UTF_8))
                        + "."
                        + base64(payload.getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String keys() {
        ECPublicKey open = (ECPublicKey) key.getPublic();
        return """
        {"keys": [{"kid": "key-1", "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256",
                   "x": "%s", "y": "%s"}]}
        """
                .formatted(base64(open.getW().getAffineX()), base64(open.getW().getAffineY()));
    }

    private static String base64(BigInteger coordinate) {
        byte[] bytes = coordinate.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return base64(fixed);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair ecKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
