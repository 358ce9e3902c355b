package org.dicomaccess.keycloak.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs somebody in as a browser does, for an access token of Keycloak's own: the authorization
 * code flow (RFC 6749 §4.1) of the client {@code ohif}, with PKCE (RFC 7636).
 */
public final class SignIn {

    private static final String CLIENT = "ohif";
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final int VERIFIER_BYTES = 32;

    private final Http http = new Http();
    private final ObjectMapper json = new ObjectMapper();
    private final URI root;
    private final String redirectUri;
    private final String verifier = randomVerifier();

    public SignIn(KeycloakServer server) {
        this.root = server.root().resolve("realms/orthanc/protocol/openid-connect/");
        this.redirectUri =
                "http://localhost:" + server.options().ports().gateway() + "/ohif/callback";
    }

    /**
     * The access token of somebody whose password is their name.
     *
     * @throws StackException when they are not let in
     */
    public String accessToken(String name) {
        HttpResponse<String> page = http.answer(HttpRequest.newBuilder(loginAddress()).build());
        String cookies =
                page.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .collect(joining("; "));
        URI form = URI.create(found(FORM, page.body()).replace("&amp;", "&"));
        String sentBack =
                http.answer(
                                post(form, Map.of("username", name, "password", name))
                                        .header("Cookie", cookies)
                                        .build())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new StackException("Keycloak did not let in " + name));
        return exchange(found(CODE, sentBack));
    }

    private URI loginAddress() {
        return root.resolve(
                "auth?"
                        + form(
                                Map.of(
                                        "response_type",
                                        "code",
                                        "scope",
                                        "openid",
                                        "client_id",
                                        CLIENT,
                                        "redirect_uri",
                                        redirectUri,
                                        "code_challenge_method",
                                        "S256",
                                        "code_challenge",
                                        challenge())));
    }

    private String exchange(String code) {
        String answer =
                http.send(
                        post(
                                        root.resolve("token"),
                                        Map.of(
                                                "grant_type",
                                                "authorization_code",
                                                "client_id",
                                                CLIENT,
                                                "redirect_uri",
                                                redirectUri,
                                                "code",
                                                code,
                                                "code_verifier",
                                                verifier))
                                .build());
        try {
            return json.readTree(answer).required("access_token").asText();
        } catch (JsonProcessingException notJson) {
            throw new StackException("The answer with an access token is no JSON", notJson);
        }
    }

    private static HttpRequest.Builder post(URI address, Map<String, String> fields) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(joining("&"));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new StackException("No " + pattern + " in: " + text);
        }
        return matcher.group(1);
    }

    private String challenge() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new StackException("No SHA-256", everyJavaHasIt);
        }
    }

    private static String randomVerifier() {
        byte[] bytes = new byte[VERIFIER_BYTES];
        new SecureRandom().nextBytes(bytes);
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
