package org.dicomaccess.keycloak.token;

import static org.dicomaccess.keycloak.token.Workshop.OTHER_STUDY;
import static org.dicomaccess.keycloak.token.Workshop.STUDY;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tokens that the realm's own key signed and that are no study tokens for all that: what a bug
 * elsewhere, or another program with the realm's keys, might bring about.
 */
final class ForgedClaims {
    private static final String UIDS = "study_instance_uids";

    private final Map<String, Supplier<String>> forgeries;
    private final Workshop workshop;

    private ForgedClaims(Map<String, Supplier<String>> forgeries, Workshop workshop) {
        this.forgeries = forgeries;
        this.workshop = workshop;
    }

    static void addTo(Map<String, Supplier<String>> forgeries, Workshop workshop) {
        ForgedClaims claims = new ForgedClaims(forgeries, workshop);
        claims.addHeaders();
        claims.addPayloads();
        claims.addKinds();
        claims.addStudies();
        claims.addTimes();
        claims.addTexts();
        claims.addIssuers();
        claims.addAudiences();
    }

    private void addHeaders() {
        header("typ JWT", header -> header.put("typ", "JWT"));
        header("typ at+JWT", header -> header.put("typ", "at+JWT"));
        header("typ application/at+jwt", header -> header.put("typ", "application/at+jwt"));
        header("typ logout+jwt", header -> header.put("typ", "logout+jwt"));
        header("typ dpop+jwt", header -> header.put("typ", "dpop+jwt"));
        header("typ missing", header -> header.remove("typ"));
        header("typ a list", header -> header.putArray("typ").add("at+jwt"));
        header("kid of no key signed by the realm", header -> header.put("kid", "unknown"));
        header("alg none signed by the realm", header -> header.put("alg", "none"));
        header("crit signed by the realm", header -> header.putArray("crit").add("exp"));
        forgeries.put(
                "duplicate header parameter signed by the realm",
                () ->
                        workshop.withHeader(
                                workshop.header()
                                        .toString()
                                        .replaceFirst("\\{", "{\"typ\":\"JWT\",")));
        forgeries.put(
                "realm's own HMAC key",
                () ->
                        workshop.signed(
                                workshop.header()
                                        .put("alg", "HS512")
                                        .put("kid", workshop.keys().activeKid("HS512"))
                                        .toString(),
                                payload(),
                                "HS512"));
        forgeries.put(
                "realm's own HMAC key under the name ES256",
                () ->
                        workshop.signed(
                                workshop.header()
                                        .put("kid", workshop.keys().activeKid("HS512"))
                                        .toString(),
                                payload(),
                                "HS512"));
        forgeries.put(
                "realm's RS256 key under the name ES256",
                () ->
                        workshop.signed(
                                workshop.header()
                                        .put("kid", workshop.keys().activeKid("RS256"))
                                        .toString(),
                                payload(),
                                "RS256"));
        forgeries.put(
                "realm's RS256 key under the name PS256",
                () ->
                        workshop.signed(
                                workshop.header()
                                        .put("alg", "PS256")
                                        .put("kid", workshop.keys().activeKid("RS256"))
                                        .toString(),
                                payload(),
                                "RS256"));
    }

    private void addPayloads() {
        forgeries.put("payload empty", () -> workshop.withPayload(""));
        forgeries.put("payload not JSON", () -> workshop.withPayload("study=" + STUDY));
        forgeries.put("payload null", () -> workshop.withPayload("null"));
        forgeries.put("payload a string", () -> workshop.withPayload("\"Study\""));
        forgeries.put(
                "payload a nested array",
                () -> workshop.withPayloadText(payload -> "[[" + payload + "]]"));
        forgeries.put(
                "payload with an object after it",
                () -> workshop.withPayloadText(payload -> payload + "{}"));
        forgeries.put(
                "payload cut off",
                () -> workshop.withPayloadText(text -> text.substring(0, text.length() - 1)));
        forgeries.put(
                "payload with a comment",
                () -> workshop.withPayloadText(text -> text.replaceFirst("\\{", "{/**/")));
        forgeries.put(
                "payload in UTF-16",
                () ->
                        workshop.withPayload(
                                workshop.payload().toString().getBytes(StandardCharsets.UTF_16LE)));
        forgeries.put(
                "payload with a byte order mark",
                () -> workshop.withPayloadText(text -> "\uFEFF" + text));
        forgeries.put(
                "payload 3000 levels deep",
                () ->
                        workshop.withPayloadText(
                                text ->
                                        text.replaceFirst(
                                                "\\{",
                                                "{\"x\":"
                                                        + "[".repeat(3000)
                                                        + "]".repeat(3000)
                                                        + ",")));
        forgeries.put(
                "duplicate study list",
                () -> duplicate("\"" + UIDS + "\":[\"" + OTHER_STUDY + "\"]"));
        forgeries.put("duplicate aud", () -> duplicate("\"aud\":\"other\""));
        forgeries.put("duplicate exp one escaped", () -> duplicate("\"\\u0065xp\":4102444800"));
    }

    private void addKinds() {
        claims("payload typ Bearer", claims -> claims.put("typ", "Bearer"));
        claims("payload typ ID", claims -> claims.put("typ", "ID"));
        claims("payload typ Refresh", claims -> claims.put("typ", "Refresh"));
        claims("payload typ in lower case", claims -> claims.put("typ", "study"));
        claims("payload typ missing", claims -> claims.remove("typ"));
        claims("payload typ a list", claims -> claims.putArray("typ").add("Study"));
    }

    private void addStudies() {
        claims("UIDs as a string", claims -> claims.put(UIDS, STUDY));
        claims("UIDs as an object", claims -> claims.putObject(UIDS).put("0", STUDY));
        claims("UIDs null", claims -> claims.putNull(UIDS));
        claims("UIDs empty", claims -> claims.putArray(UIDS));
        claims("no studies at all", claims -> claims.remove(UIDS));
        claims("a UID as a number", claims -> claims.putArray(UIDS).add(STUDY).add(1.2));
        claims("a UID null", claims -> claims.putArray(UIDS).add(STUDY).addNull());
        claims("UIDs nested", claims -> claims.putArray(UIDS).addArray().add(STUDY));
        claims("a UID empty", claims -> claims.putArray(UIDS).add(""));
        claims("a UID with a wildcard", claims -> claims.putArray(UIDS).add("1.2.826.*"));
        claims(
                "a UID list joined",
                claims -> claims.putArray(UIDS).add(STUDY + "\\" + OTHER_STUDY));
        claims("a UID with a leading zero", claims -> claims.putArray(UIDS).add("1.2.01"));
        claims("a UID of 65 characters", claims -> claims.putArray(UIDS).add("1".repeat(65)));
        claims("a UID with a line break", claims -> claims.putArray(UIDS).add(STUDY + "\n"));
        claims("Orthanc ids as a string", claims -> claims.put("orthanc_ids", "abc"));
        claims("Orthanc ids empty", claims -> claims.putArray("orthanc_ids"));
        claims("an Orthanc id with a slash", claims -> claims.putArray("orthanc_ids").add("a/b"));
    }

    private void addTimes() {
        claims("exp missing", claims -> claims.remove("exp"));
        claims("exp null", claims -> claims.putNull("exp"));
        claims("exp as a string", claims -> claims.put("exp", "4102444800"));
        claims("exp a float", claims -> claims.put("exp", 4102444800.5));
        claims("exp a whole float", claims -> claims.put("exp", 4102444800.0));
        claims("exp negative", claims -> claims.put("exp", -1));
        claims("exp after the year 9999", claims -> claims.put("exp", 253_402_300_800L));
        claims("exp before iat", claims -> claims.put("exp", claims.path("iat").longValue() - 1));
        forgeries.put(
                "exp of 2000 digits",
                () ->
                        workshop.withPayloadText(
                                text ->
                                        text.replaceFirst(
                                                "\"exp\":\\d+", "\"exp\":" + "9".repeat(2000))));
        forgeries.put(
                "exp infinite",
                () ->
                        workshop.withPayloadText(
                                text -> text.replaceFirst("\"exp\":\\d+", "\"exp\":1e999")));
        claims("iat missing", claims -> claims.remove("iat"));
        claims("iat as a string", claims -> claims.put("iat", "1"));
        claims("nbf as a string", claims -> claims.put("nbf", "1"));
        claims("nbf after exp", claims -> claims.put("nbf", claims.path("exp").longValue() + 1));
        claims(
                "expired by one second",
                claims -> claims.put("iat", now() - 3600).put("exp", now() - 1));
        claims("expired this second", claims -> claims.put("iat", now() - 3600).put("exp", now()));
        claims("not yet valid", claims -> claims.put("nbf", now() + 3600));
        claims("issued in the future", claims -> claims.put("iat", now() + 3600));
    }

    private void addTexts() {
        for (String name :
                new String[] {"iss", "aud", "sub", "client_id", "jti", "scope", "link"}) {
            claims(name + " missing", claims -> claims.remove(name));
        }
        claims("jti a number", claims -> claims.put("jti", 1));
        claims("sub empty", claims -> claims.put("sub", ""));
        claims("scope unknown", claims -> claims.put("scope", "delete"));
        claims("scope partly unknown", claims -> claims.put("scope", "read delete"));
        claims("scope in upper case", claims -> claims.put("scope", "READ"));
        claims("scope with two spaces", claims -> claims.put("scope", "read  download"));
        claims("scope a list", claims -> claims.putArray("scope").add("read"));
        claims("link unknown", claims -> claims.put("link", "everything"));
        claims("share empty", claims -> claims.put("share", ""));
        claims("share null", claims -> claims.putNull("share"));
        claims("share a number", claims -> claims.put("share", 1));
        claims("share true", claims -> claims.put("share", true));
        claims("share a list", claims -> claims.putArray("share").add(claims.path("jti").asText()));
        claims("share an object", claims -> claims.putObject("share").put("id", "x"));
        forgeries.put("duplicate share", () -> duplicate("\"share\":\"x\""));
    }

    private void addIssuers() {
        String own = workshop.realm().getBaseUrl();
        claims("iss another realm", claims -> claims.put("iss", own.replace("orthanc", "master")));
        claims(
                "iss another path",
                claims -> claims.put("iss", own.replace("/realms", "/auth/realms")));
        claims("iss with a slash", claims -> claims.put("iss", own + "/"));
        claims("iss with a query", claims -> claims.put("iss", own + "?realm=orthanc"));
        claims("iss with a fragment", claims -> claims.put("iss", own + "#"));
        claims(
                "iss percent-encoded",
                claims -> claims.put("iss", own.replace("orthanc", "%6Frthanc")));
        claims("iss in upper case", claims -> claims.put("iss", own.replace("orthanc", "ORTHANC")));
        claims("iss a path", claims -> claims.put("iss", "/realms/orthanc"));
        claims("iss another scheme", claims -> claims.put("iss", own.replace("http:", "ftp:")));
        claims("iss no URI", claims -> claims.put("iss", "realm orthanc"));
        claims("iss a list", claims -> claims.putArray("iss").add(own));
    }

    private void addAudiences() {
        claims("aud another client", claims -> claims.put("aud", "ohif"));
        claims("aud Keycloak's own", claims -> claims.put("aud", "account"));
        claims("aud in upper case", claims -> claims.put("aud", "ORTHANC"));
        claims("aud with a space", claims -> claims.put("aud", "orthanc "));
        claims("aud blank", claims -> claims.put("aud", " "));
        claims("aud a list", claims -> claims.putArray("aud").add("orthanc"));
    }

    private void header(String name, Consumer<ObjectNode> change) {
        forgeries.put(name, () -> workshop.withHeader(change));
    }

    private void claims(String name, Consumer<ObjectNode> change) {
        forgeries.put(name, () -> workshop.withClaims(change));
    }

    private String duplicate(String claim) {
        return workshop.withPayloadText(
                text -> text.replaceFirst("\\{", "{" + claim.replace("\\", "\\\\") + ","));
    }

    private byte[] payload() {
        return Workshop.bytes(workshop.payload().toString());
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
