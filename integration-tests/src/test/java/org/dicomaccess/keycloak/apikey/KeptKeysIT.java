package org.dicomaccess.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.apikeys.KeyRealm;
import org.dicomaccess.keycloak.http.apikeys.RestKeys;
import org.dicomaccess.keycloak.testing.Doors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What the database has of API keys, and how often it is asked. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class KeptKeysIT {
    private static final String METADATA =
            Samples.filled("/orthanc/dicom-web/studies/{A}/metadata");
    private static final int TIMES = 500;

    /** What the server's own timers ask meanwhile. */
    private static final int SPARE = 30;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = KeyRealm.class)
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    @InjectTimeOffSet TimeOffSet time;

    private RestKeys keys;

    @BeforeEach
    void begin() {
        keys = RestKeys.none(realm, KeyRealm.SCRIPTER);
    }

    @Test
    void verifying_is_one_read_of_one_row_however_many_keys_there_are() {
        String key = keys.key();

        assertOneReadEach(key);

        for (int i = 0; i < 15; i++) {
            keys.key();
        }
        server.fetchString(KeysAtWork.manyMore(Logins.userId(realm, KeyRealm.COLLEAGUE), 300));
        assertOneReadEach(key);
        RestKeys.none(realm, KeyRealm.COLLEAGUE);
    }

    private void assertOneReadEach(String key) {
        String[] asked =
                server.fetchString(KeysAtWork.askedBy(key, TIMES)).replace("\"", "").split(" ");

        assertThat(Integer.parseInt(asked[0])).isBetween(TIMES, TIMES + SPARE);
        assertThat(Integer.parseInt(asked[1])).isEqualTo(TIMES);
        assertThat(Integer.parseInt(asked[2])).isZero();
    }

    @Test
    void a_use_is_known_at_once_and_kept_from_the_next_minute_on() {
        JsonNode made = keys.made(RestKeys.wanted("view").put("expires_in", 3600));
        String before = stored(made);
        assertThat(before).doesNotContain("lastUse");

        use(made);
        assertThat(keys.get(RestKeys.id(made)).json().path("last_use_at").textValue()).isNotEmpty();
        assertThat(stored(made)).isEqualTo(before);

        server.fetchString(KeysAtWork.recorded());
        String after = stored(made);
        assertThat(after).contains("lastUse", "view", "expires", "sha256");
        assertThat(keys.get(RestKeys.id(made)).json().path("last_use_at").textValue()).isNotEmpty();
        use(made);
    }

    @Test
    void a_later_use_takes_the_place_of_an_earlier_one_and_never_the_other_way() {
        JsonNode made = keys.made(RestKeys.wanted());
        RestKeys later = RestKeys.of(realm, KeyRealm.SCRIPTER);
        time.set(120);
        use(made);
        server.fetchString(KeysAtWork.recorded());
        String last = later.get(RestKeys.id(made)).json().path("last_use_at").textValue();

        time.set(60);
        use(made);
        server.fetchString(KeysAtWork.recorded());

        assertThat(later.get(RestKeys.id(made)).json().path("last_use_at").textValue())
                .isEqualTo(last);
    }

    @Test
    void a_use_of_a_key_that_is_gone_brings_nothing_back() {
        JsonNode made = keys.made(RestKeys.wanted());
        use(made);
        keys.delete(RestKeys.id(made));

        server.fetchString(KeysAtWork.recorded());

        assertThat(stored(made)).isEmpty();
        assertThat(keys.ids()).isEmpty();
    }

    @Test
    void neither_the_key_nor_its_secret_is_kept() {
        JsonNode made = keys.made(RestKeys.wanted());
        String key = RestKeys.text(made);

        assertThat(stored(made))
                .contains("sha256")
                .doesNotContain(key.substring(key.lastIndexOf('.') + 1));
    }

    private String stored(JsonNode made) {
        return server.fetchString(KeysAtWork.stored(RestKeys.id(made)));
    }

    private void use(JsonNode made) {
        assertThat(
                        new Doors(realm.getBaseUrl())
                                .check(
                                        "api-key",
                                        RestKeys.text(made),
                                        "X-Original-Method",
                                        "GET",
                                        "X-Original-URI",
                                        METADATA)
                                .status())
                .isEqualTo(200);
    }
}
