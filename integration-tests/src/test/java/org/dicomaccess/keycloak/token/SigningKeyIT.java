package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.token.TokenTrial.STUDY;
import static org.dicomaccess.keycloak.token.TokenTrial.claims;
import static org.dicomaccess.keycloak.token.TokenTrial.granted;
import static org.dicomaccess.keycloak.token.TokenTrial.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.annotations.TestSetup;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** Which of the realm's keys signs a study token, and what becomes of it with its key. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
public class SigningKeyIT {
    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    @InjectRealm(ref = "rsa", fromJson = "/orthanc-realm.json", config = RealmWithRsaOnly.class)
    ManagedRealm rsaRealm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    private Doors doors;
    private TokenTrial trial;
    private SigningKeys keys;

    @TestSetup
    public void take_the_es256_key_from_one_realm() {
        new SigningKeys(rsaRealm).imported().remove();
    }

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        keys = new SigningKeys(realm);
        trial = new TokenTrial(doors);
    }

    @Test
    void a_realm_without_an_es256_key_signs_with_its_default_algorithm() throws ParseException {
        Doors rsaDoors = new Doors(rsaRealm.getBaseUrl());

        String token = rsaDoors.studyToken(STUDY);

        JWTClaimsSet claims =
                new IndependentVerifier(rsaRealm.getBaseUrl())
                        .verify(token, JWSAlgorithm.RS256, "orthanc");
        assertThat(claims.getStringListClaim("study_instance_uids")).containsExactly(STUDY);
        assertThat(granted(rsaDoors.validate(token, STUDY))).isTrue();
    }

    @Test
    void a_new_key_signs_and_the_passive_one_keeps_its_tokens_valid() throws ParseException {
        String oldest = doors.studyToken(STUDY);
        SigningKeys.Key first = keys.add(200);
        String old = doors.studyToken(STUDY);
        SigningKeys.Key second = keys.add(300);
        realm.cleanup().add(ignored -> first.remove()).add(ignored -> second.remove());

        String young = doors.studyToken(STUDY);
        first.makePassive();

        assertThat(kid(old)).isEqualTo(first.kid());
        assertThat(kid(young)).isEqualTo(second.kid());
        assertThat(List.of(oldest, old, young))
                .allSatisfy(token -> assertThat(granted(doors.validate(token, STUDY))).isTrue());
    }

    @Test
    void a_passive_key_signs_nothing_new() throws ParseException {
        String importedKid = keys.activeKid("ES256");
        SigningKeys.Key key = keys.add(200);
        realm.cleanup().add(ignored -> key.remove());

        key.makePassive();

        assertThat(kid(doors.studyToken(STUDY))).isEqualTo(importedKid);
    }

    @Test
    void disabling_a_key_ends_its_tokens_at_once_also_when_they_were_in_use() {
        SigningKeys.Key key = keys.add(200);
        realm.cleanup().add(ignored -> key.remove());
        String used = doors.studyToken(STUDY);
        String unused = doors.studyToken(STUDY);
        trial.assertOpens(used);

        key.disable();

        trial.assertOpensNothing(used);
        trial.assertOpensNothing(unused);
    }

    @Test
    void a_passive_key_can_be_disabled_and_enabled_again() {
        SigningKeys.Key key = keys.add(200);
        realm.cleanup().add(ignored -> key.remove());
        String token = doors.studyToken(STUDY);
        key.makePassive();
        trial.assertOpens(token);

        key.disable();
        trial.assertOpensNothing(token);

        key.enable();
        trial.assertOpens(token);
    }

    @Test
    void removing_a_key_ends_its_tokens_at_once_also_when_they_were_in_use() {
        SigningKeys.Key key = keys.add(200);
        String used = doors.studyToken(STUDY);
        String unused = doors.studyToken(STUDY);
        trial.assertOpens(used);

        key.remove();

        trial.assertOpensNothing(used);
        trial.assertOpensNothing(unused);
    }

    @Test
    void a_new_key_under_an_old_id_ends_the_old_keys_tokens() {
        String token = doors.studyToken(STUDY);

        assertThat(server.fetchString(OnServer.refusal(token))).isEqualTo(OnServer.ACCEPTED);
        assertThat(server.fetchString(OnServer.refusalOnceItsKeyIdNamesAnotherKey(token)))
                .isEqualTo(TokenRefusal.KEY_UNKNOWN.name());
    }

    private static String kid(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    static final class RealmWithRsaOnly implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return realm.name("rsa");
        }
    }
}
