package org.dicomaccess.keycloak.http;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** Signing in as a browser does it: authorization code flow with PKCE (RFC 7636). */
public final class BrowserSignIn {
    /** The verifier and its S256 challenge of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public static final String CHALLENGE =
            "code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final String root;
    private final String client;
    private final String redirectUri;

    public BrowserSignIn(ManagedRealm realm, String client, String redirectUri) {
        this.root = realm.getBaseUrl() + "/protocol/openid-connect/";
        this.client = client;
        this.redirectUri = redirectUri;
    }

    /**
     * The answer to the authorization request: a page that asks for the password, or an error.
     *
     * @param challenge that of PKCE, as a query; empty for none
     */
    public Answer page(String challenge) {
        String query =
                form(
                        Map.of(
                                "response_type",
                                "code",
                                "scope",
                                "openid",
                                "client_id",
                                client,
                                "redirect_uri",
                                redirectUri));
        return Doors.send(
                HttpRequest.newBuilder(URI.create(root + "auth?" + query + "&" + challenge))
                        .build());
    }

    /** The answer to a password that was entered on the page. */
    public Answer enter(String user, String password) {
        Answer page = page(CHALLENGE);
        String action = found(FORM, page.body()).replace("&amp;", "&");
        String cookies =
                page.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .collect(joining("; "));
        return post(action, Map.of("username", user, "password", password), "Cookie", cookies);
    }

    /** The access token of somebody who entered their password. */
    public String accessToken(String user, String password) {
        String location = enter(user, password).header("Location");
        Answer answer =
                post(
                        root + "token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                client,
                                "redirect_uri",
                                redirectUri,
                                "code",
                                found(CODE, location),
                                "code_verifier",
                                VERIFIER));
        return answer.json().path("access_token").textValue();
    }

    private static Answer post(String url, Map<String, String> fields, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(fields)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Doors.send(request.build());
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
            throw new IllegalStateException("no " + pattern + " in: " + text);
        }
        return matcher.group(1);
    }
}
