package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.ActingParty;
import org.dicomaccess.keycloak.token.StudyToken;
import org.dicomaccess.keycloak.token.TokenOrigin;
import org.keycloak.models.UserModel;

/** A study token that is in force: it opens what it names, whoever has it. */
final class StudyTokenSubject implements ExchangeSubject {
    private final StudyToken token;

    StudyTokenSubject(StudyToken token) {
        this.token = token;
    }

    @Override
    public Optional<String> clientId() {
        return Optional.of(token.clientId());
    }

    @Override
    public boolean concerns(String clientId) {
        return clientId.equals(token.clientId()) || clientId.equals(token.grant().audience());
    }

    @Override
    public boolean isFor(ResourceServer server) {
        return server.clientId().equals(token.grant().audience());
    }

    @Override
    public Instant expires() {
        return token.grant().expires();
    }

    @Override
    public TokenOrigin origin() {
        return new TokenOrigin(token.subject(), token.type(), token.shareId(), token.sessionId());
    }

    @Override
    public Optional<ActingParty> actor() {
        return token.actor();
    }

    @Override
    public Optional<JsonNode> mayAct() {
        return Optional.empty();
    }

    @Override
    public Optional<UserModel> user() {
        return Optional.empty();
    }

    @Override
    public void requireReach(ResourceServer server, List<StudyDetail> asked)
            throws ExchangeRefusedException {
        Reach.require(asked, List.of(token.grant()));
    }
}
