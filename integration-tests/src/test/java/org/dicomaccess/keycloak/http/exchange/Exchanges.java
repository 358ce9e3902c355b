package org.dicomaccess.keycloak.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dicomaccess.keycloak.http.ClientCalls;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** Token exchanges of the clients of one realm. */
final class Exchanges {
    static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final ManagedRealm realm;

    Exchanges(ManagedRealm realm) {
        this.realm = realm;
    }

    /** What asks for these studies and actions. */
    static String details(String actions, String... studies) {
        return """
        [{"type": "dicom_study", "study_instance_uids": ["%s"], "actions": ["%s"]}]
        """
                .formatted(String.join("\", \"", studies), actions.replace(" ", "\", \""))
                .strip();
    }

    /** The form that asks for this in exchange for a token. */
    static Map<String, String> form(String subjectToken, String details) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", GRANT_TYPE);
        form.put("subject_token", subjectToken);
        form.put("subject_token_type", ACCESS_TOKEN);
        form.put("authorization_details", details);
        return form;
    }

    ClientCalls as(String client) {
        return client.equals(Doors.RESOURCE_SERVER)
                ? new ClientCalls(realm, client, Doors.SECRET)
                : new ClientCalls(realm, client, ExchangingRealm.SECRET);
    }

    Answer ask(String client, String subjectToken, String details) {
        return as(client).token(form(subjectToken, details));
    }

    /** The token that a client is given. */
    String given(String client, String subjectToken, String details) {
        Answer answer = ask(client, subjectToken, details);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").textValue();
    }
}
