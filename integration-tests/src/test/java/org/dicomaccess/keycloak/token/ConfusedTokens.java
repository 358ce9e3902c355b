package org.dicomaccess.keycloak.token;

import java.util.Map;
import java.util.function.Supplier;
import org.dicomaccess.keycloak.testing.Doors;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.realm.ManagedRealm;

/** Genuine tokens of another kind, another realm or another time, taken for study tokens. */
final class ConfusedTokens {
    private final Workshop workshop;
    private final KeycloaksOwnTokens own;

    private ConfusedTokens(Workshop workshop) {
        this.workshop = workshop;
        this.own = new KeycloaksOwnTokens(workshop.realm());
    }

    static void addTo(
            Map<String, Supplier<String>> forgeries,
            Workshop workshop,
            ManagedRealm otherRealm,
            Keycloak admin) {
        ConfusedTokens confused = new ConfusedTokens(workshop);
        confused.addTokensOfKeycloak(forgeries);
        confused.addTokensUnderAStudyTokensHeader(forgeries);
        confused.addWithdrawnKeys(forgeries);
        Doors otherDoors = new Doors(otherRealm.getBaseUrl());
        forgeries.put("another realm's study token", () -> otherDoors.studyToken(Workshop.STUDY));
        forgeries.put(
                "another realm's study token under this realm's kid",
                () -> {
                    String[] parts = otherDoors.studyToken(Workshop.STUDY).split("\\.");
                    return Workshop.encoded(workshop.header()) + "." + parts[1] + "." + parts[2];
                });
        forgeries.put(
                "server administrator's access token",
                () -> admin.tokenManager().getAccessTokenString());
    }

    private void addTokensOfKeycloak(Map<String, Supplier<String>> forgeries) {
        forgeries.put("access token", own::access);
        forgeries.put("access token for nobody", own::accessForNobody);
        forgeries.put("access token that looks like a study token", own::lookalike);
        forgeries.put("service account's access token", own::serviceAccount);
        forgeries.put("ID token", own::id);
        forgeries.put("refresh token", own::refresh);
        forgeries.put("offline token", own::offline);
        forgeries.put("logout token", this::logoutToken);
        forgeries.put("registration access token", own::registrationAccess);
        forgeries.put("initial access token", own::initialAccess);
    }

    private void addTokensUnderAStudyTokensHeader(Map<String, Supplier<String>> forgeries) {
        forgeries.put("ID token under a study token's header", () -> reheaded(own.id()));
        forgeries.put("refresh token under a study token's header", () -> reheaded(own.refresh()));
        forgeries.put("logout token under a study token's header", () -> reheaded(logoutToken()));
    }

    private void addWithdrawnKeys(Map<String, Supplier<String>> forgeries) {
        forgeries.put(
                "removed key",
                () -> {
                    SigningKeys.Key key = workshop.keys().add(200);
                    String token = workshop.doors().studyToken(Workshop.STUDY);
                    key.remove();
                    return token;
                });
        forgeries.put(
                "disabled key",
                () -> {
                    SigningKeys.Key key = workshop.keys().add(200);
                    String token = workshop.doors().studyToken(Workshop.STUDY);
                    key.disable();
                    return token;
                });
    }

    private String logoutToken() {
        own.access();
        return workshop.server()
                .fetchString(OnServer.logoutToken(KeycloaksOwnTokens.LOGIN_CLIENT, "doctor"));
    }

    private String reheaded(String token) {
        return workshop.withPayload(Workshop.object(token.split("\\.")[1]).toString());
    }
}
