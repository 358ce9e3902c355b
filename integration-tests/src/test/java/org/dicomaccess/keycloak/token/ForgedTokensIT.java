package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.annotations.TestSetup;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/**
 * Forged and confused tokens, each refused for its own reason and opening none of the doors. The
 * table holds their names; how they are made is in {@link ForgedForms}, {@link ForgedClaims} and
 * {@link ConfusedTokens}.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
public class ForgedTokensIT {
    private static final String TABLE = "forged-tokens.csv";

    /** What a usual server takes in one header; the rest of the request needs some of it. */
    private static final int LONGEST_HEADER = 7_000;

    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    @InjectRealm(ref = "other", fromJson = "/orthanc-realm.json", config = OtherRealm.class)
    ManagedRealm otherRealm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @InjectAdminClient Keycloak admin;

    private Doors doors;
    private Map<String, Supplier<String>> forgeries;

    @TestSetup
    public void let_keycloak_give_out_tokens() {
        new KeycloaksOwnTokens(realm).prepare();
    }

    @BeforeEach
    void open_the_workshop() {
        Workshop workshop = new Workshop(server, realm);
        doors = workshop.doors();
        forgeries = new LinkedHashMap<>();
        ForgedForms.addTo(forgeries, workshop);
        ForgedClaims.addTo(forgeries, workshop);
        ConfusedTokens.addTo(forgeries, workshop, otherRealm, admin);
    }

    @Test
    void the_token_they_start_from_is_accepted_also_when_the_test_signs_it() {
        Workshop workshop = new Workshop(server, realm);
        String signedHere = workshop.withClaims(claims -> {});

        for (String token : List.of(workshop.genuine(), signedHere)) {
            assertThat(server.fetchString(OnServer.refusal(token))).isEqualTo(OnServer.ACCEPTED);
            assertThat(doors.validate(token, Workshop.STUDY).json().path("granted").booleanValue())
                    .isTrue();
            assertThat(doors.decodeToken(token).json().path("resources")).hasSize(1);
            assertThat(check(token, "Bearer").status()).isEqualTo(200);
            assertThat(check(token, "token").status()).isEqualTo(200);
            assertThat(checkByArgument(token).status()).isEqualTo(200);
            assertThat(doors.grant(token).status()).isEqualTo(200);
            assertThat(statusOfGrantWithBytes(token)).isEqualTo(200);
        }
    }

    @Test
    void every_forgery_is_in_the_table_and_the_table_has_no_other() throws IOException {
        assertThat(namesInTable()).doesNotHaveDuplicates().hasSizeGreaterThan(30);
        assertThat(forgeries.keySet()).containsExactlyInAnyOrderElementsOf(namesInTable());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = TABLE, numLinesToSkip = 1)
    void is_refused_for_its_own_reason(String name, String refusal) {
        assertThat(server.fetchString(OnServer.refusal(forged(name)))).isEqualTo(refusal);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = TABLE, numLinesToSkip = 1)
    void opens_no_door(String name, String refusal, String profile) {
        String token = forged(name);
        String reason = reason(refusal);

        assertGrantsNothing(doors.validate(token, Workshop.STUDY));
        assertDecodesToNothing(doors.decodeToken(token), reason);
        assertProfile(doors.profileOfToken(token), profile);
        if (profile.equals("user")) {
            // No study token, and no forgery either: a gateway takes it as what it is.
            assertThat(check(token, "Bearer").status()).isEqualTo(200);
            assertRefused(doors.grant(token), token, reason);
            return;
        }
        // A target that is not understood has no arguments, and so no token.
        assertRefused(checkByArgument(token), token, isPlain(token) ? reason : "token_missing");
        if (canBeAHeader(token)) {
            assertRefused(check(token, "Bearer"), token, reason);
            assertRefused(check(token, "token"), token, reason);
            assertRefused(doors.grant(token), token, reason);
        } else if (!hasLineBreak(token)) {
            assertThat(statusOfGrantWithBytes(token)).isBetween(400, 499);
        }
    }

    private String forged(String name) {
        assertThat(forgeries).containsKey(name);
        return forgeries.get(name).get();
    }

    private static String reason(String refusal) {
        return switch (refusal) {
            case "TOKEN_EXPIRED" -> "token_expired";
            case "TOKEN_NOT_YET_VALID" -> "token_not_yet_valid";
            default -> {
                assertThatCode(() -> TokenRefusal.valueOf(refusal)).doesNotThrowAnyException();
                yield "token_invalid";
            }
        };
    }

    private static void assertGrantsNothing(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("granted").isBoolean()).isTrue();
        assertThat(answer.json().path("granted").booleanValue()).isFalse();
    }

    private static void assertDecodesToNothing(Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(200);
        JsonNode decoded = answer.json();
        assertThat(decoded.path("resources").isArray()).isTrue();
        assertThat(decoded.path("resources")).isEmpty();
        assertThat(decoded.has("redirect-url")).isFalse();
        assertThat(decoded.path("error-code").textValue())
                .isIn(
                        reason.equals("token_expired")
                                ? List.of("expired")
                                : List.of("invalid", "unknown"));
    }

    private static void assertProfile(Answer answer, String expected) {
        assertThat(answer.status()).isEqualTo(200);
        JsonNode profile = answer.json();
        List<String> permissions = new ArrayList<>();
        profile.path("permissions").forEach(permission -> permissions.add(permission.textValue()));
        switch (expected) {
            case "anonymous" -> assertThat(permissions).isEmpty();
            // Authentic but out of its time: the locks hold whatever Orthanc keeps of this answer.
            case "share" ->
                    assertThat(permissions)
                            .containsExactlyInAnyOrder("share-lock", "share-view-only");
            case "user" ->
                    assertThat(permissions)
                            .containsExactlyInAnyOrder("view", "download", "send", "share");
            default -> throw new AssertionError("the table says profile " + expected);
        }
        if (!expected.equals("user")) {
            assertThat(profile.path("authorized-labels")).isEmpty();
            assertThat(profile.has("user-id")).isFalse();
        }
        assertThat(profile.path("validity").longValue()).isPositive();
    }

    private static void assertRefused(Answer answer, String token, String reason) {
        if (token.length() > LONGEST_HEADER) {
            assertThat(answer.status()).isBetween(400, 499);
            return;
        }
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_token");
        assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
    }

    private Answer check(String token, String where) {
        boolean bearer = where.equals("Bearer");
        return doors.check(
                bearer ? "Authorization" : where,
                bearer ? "Bearer " + token : token,
                "X-Original-Method",
                "GET",
                "X-Original-URI",
                "/orthanc/dicom-web/studies/" + Workshop.STUDY + "/metadata");
    }

    /** The one way in which any text can be sent as a token to a gateway. */
    private Answer checkByArgument(String token) {
        return doors.check(
                "X-Original-Method",
                "GET",
                "X-Original-URI",
                "/orthanc/dicom-web/studies/"
                        + Workshop.STUDY
                        + "/metadata?token="
                        + KeycloaksOwnTokens.encode(token).replace("+", "%20"));
    }

    /** Whether an argument of a DICOMweb request can hold it. */
    private static boolean isPlain(String token) {
        return token.chars().allMatch(c -> c >= 0x20 && c != 0x7f && c != '%');
    }

    private static boolean canBeAHeader(String token) {
        return token.chars().allMatch(c -> c >= 0x20 && c < 0x7f) && token.equals(token.strip());
    }

    /** A header ends where its line does, so what follows never gets there as part of a token. */
    private static boolean hasLineBreak(String token) {
        return token.contains("\n");
    }

    /** The token as the bytes it is, which no HTTP client would send. */
    private int statusOfGrantWithBytes(String token) {
        URI grant = URI.create(realm.getBaseUrl() + "/dicom-access/grant");
        String request =
                """
                GET %s HTTP/1.1
                Host: %s
                Connection: close
                Authorization: Bearer %s

                """
                        .replace("\n", "\r\n")
                        .formatted(grant.getPath(), grant.getAuthority(), token);
        try (Socket socket = new Socket(grant.getHost(), grant.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            BufferedReader answer =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> namesInTable() throws IOException {
        try (InputStream table = ForgedTokensIT.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList();
        }
    }

    static final class OtherRealm implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return realm.name("other");
        }
    }
}
