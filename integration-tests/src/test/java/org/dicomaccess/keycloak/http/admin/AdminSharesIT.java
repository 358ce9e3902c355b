package org.dicomaccess.keycloak.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectAdminEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.AdminEvents;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.UserBuilder;

/** What administrators see of everybody's shares and do to them. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class AdminSharesIT {
    private static final AtomicInteger STUDIES = new AtomicInteger();

    /** May look at the realm. */
    private static final String WATCHER = "watcher";

    /** May change the realm, and look at it. */
    private static final String MANAGER = "manager";

    /** Administers users, and nothing that shares are part of. */
    private static final String HELPDESK = "helpdesk";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = Administered.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", fromJson = "/orthanc-realm.json", config = OtherRealm.class)
    ManagedRealm otherRealm;

    @InjectAdminClient Keycloak admin;

    @InjectAdminEvents AdminEvents events;

    private RestShares shares;
    private String study;

    @BeforeEach
    void sign_in() {
        shares = RestShares.of(realm, SharingRealm.GIVER);
        study = "2.25.777." + STUDIES.incrementAndGet();
    }

    // Who may

    @Test
    void whoever_may_view_the_realm_sees_the_shares_of_all() {
        String one = give(shares, study);
        String other = give(RestShares.of(realm, SharingRealm.COLLEAGUE), study);

        for (String token : List.of(tokenOf(WATCHER), tokenOf(MANAGER), adminToken())) {
            assertThat(ids(ask(token, "GET", "?study=" + study, ""))).containsExactly(other, one);
            assertThat(ask(token, "GET", "/" + one, "").json().path("id").textValue())
                    .isEqualTo(one);
            assertThat(ask(token, "GET", "/" + one + "/history", "").json().path("history"))
                    .hasSize(1);
        }
    }

    @Test
    void whoever_may_only_view_the_realm_changes_nothing() {
        String id = give(shares, study);

        for (Answer answer :
                List.of(
                        ask(tokenOf(WATCHER), "DELETE", "/" + id, ""),
                        ask(tokenOf(WATCHER), "POST", "/" + id + "/revoke", "{}"),
                        ask(tokenOf(WATCHER), "POST", "/" + id + "/revoke", "{"),
                        ask(
                                tokenOf(WATCHER),
                                "POST",
                                "/revoke",
                                "{\"study\": \"%s\"}".formatted(study)),
                        ask(tokenOf(WATCHER), "POST", "/revoke", "{"))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        }
        assertThat(shares.share(id).path("state").textValue()).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {HELPDESK, SharingRealm.GIVER, "admin"})
    void whoever_administers_something_else_or_nothing_sees_nothing(String user) {
        String id = give(shares, study);
        String gone = "AAAAAAAAAAAAAAAAAAAAAA";

        for (String share : List.of(id, gone)) {
            for (Answer answer :
                    List.of(
                            ask(tokenOf(user), "GET", "", ""),
                            ask(tokenOf(user), "GET", "/" + share, ""),
                            ask(tokenOf(user), "GET", "/" + share + "/history", ""),
                            ask(tokenOf(user), "DELETE", "/" + share, ""),
                            ask(tokenOf(user), "POST", "/" + share + "/revoke", "{}"),
                            ask(
                                    tokenOf(user),
                                    "POST",
                                    "/revoke",
                                    "{\"study\": \"%s\"}".formatted(study)))) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(403);
                assertThat(answer.body()).doesNotContain(study, id);
            }
        }
        assertThat(shares.share(id).path("state").textValue()).isEqualTo("active");
    }

    @Test
    void the_administrator_of_another_realm_sees_and_changes_nothing_here() {
        String id = give(shares, study);
        String token = Logins.accessToken(otherRealm, "admin-cli", MANAGER);

        assertThat(ask(token, "GET", "", "").status()).isIn(403, 404);
        assertThat(ask(token, "GET", "/" + id, "").status()).isIn(403, 404);
        assertThat(ask(token, "DELETE", "/" + id, "").status()).isIn(403, 404);

        assertThat(shares.share(id).path("state").textValue()).isEqualTo("active");
    }

    @Test
    void a_share_of_one_realm_is_not_in_another() {
        String id = give(shares, study);
        String there = otherRealm.getBaseUrl().replace("/realms/", "/admin/realms/");
        String token = Logins.accessToken(otherRealm, "admin-cli", MANAGER);
        String url = there + "/dicom-access/shares";

        assertThat(ids(send(token, "GET", url, ""))).isEmpty();
        assertThat(send(token, "GET", url + "/" + id, "").status()).isEqualTo(404);
        assertThat(send(token, "GET", url + "/" + id + "/history", "").status()).isEqualTo(404);
        assertThat(send(token, "DELETE", url + "/" + id, "").status()).isEqualTo(404);
        assertThat(
                        send(token, "POST", url + "/revoke", "{\"study\": \"%s\"}".formatted(study))
                                .json()
                                .path("revoked")
                                .intValue())
                .isZero();
        assertThat(send(token, "GET", url + "?after=" + id, "").status()).isEqualTo(400);

        assertThat(shares.share(id).path("state").textValue()).isEqualTo("active");
    }

    @Test
    void without_a_token_and_with_a_study_token_nothing_is_answered() {
        assertThat(send("", "GET", root(), "").status()).isEqualTo(401);
        assertThat(ask(new Doors(realm.getBaseUrl()).studyToken(study), "GET", "", "").status())
                .isEqualTo(401);
    }

    @Test
    void in_a_realm_without_the_endpoint_nothing_is_there() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.enabled", "false"));

        assertThat(ask(adminToken(), "GET", "", "").status()).isEqualTo(404);
    }

    // What is there

    @Test
    void the_list_is_narrowed_and_paged_as_ones_own_and_by_owner() {
        String mine = give(shares, study);
        String mine2 = give(shares, study);
        String theirs = give(RestShares.of(realm, SharingRealm.COLLEAGUE), study);
        String published = publish();
        String query = "?study=" + study;

        assertThat(ids(asWatcher(query))).containsExactly(published, theirs, mine2, mine);
        assertThat(ids(asWatcher(query + "&owner=" + SharingRealm.COLLEAGUE)))
                .containsExactly(theirs);
        assertThat(ids(asWatcher(query + "&owner=orthanc"))).containsExactly(published);
        assertThat(ids(asWatcher(query + "&owner=nobody"))).isEmpty();
        assertThat(ids(asWatcher(query + "&owner=doctor&max=1&after=" + mine2)))
                .containsExactly(mine);
        assertThat(ids(asWatcher(query + "&state=active"))).hasSize(4);
        assertThat(ids(asWatcher(query + "&state=revoked"))).isEmpty();
        assertThat(ids(asWatcher(query + "&resource_server=orthanc"))).hasSize(4);
    }

    @Test
    void the_owner_of_a_publication_is_its_resource_server() {
        JsonNode owner = asWatcher("/" + publish()).json().path("owner");

        assertThat(owner.path("type").textValue()).isEqualTo("client");
        assertThat(owner.path("client_id").textValue()).isEqualTo("orthanc");
    }

    @Test
    void no_answer_holds_a_link_a_passcode_or_a_hash() {
        ObjectNode wanted = RestShares.wanted(study).put("passcode", "very secret");
        JsonNode given = shares.given(wanted);
        String link = given.path("url").textValue();

        for (String path : List.of("", "/" + id(given), "/" + id(given) + "/history")) {
            assertThat(asWatcher(path).body())
                    .doesNotContain(
                            "very secret",
                            link,
                            link.substring(link.lastIndexOf('/') + 1),
                            "hash",
                            "argon",
                            "pbkdf");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "owner=doctor&owner=doctor, owner",
        "max=0, max",
        "state=open, state",
        "study=x, study",
        "after=AAAAAAAAAAAAAAAAAAAAAA, after",
        "nonsense=1, query"
    })
    void an_argument_that_means_nothing_is_refused(String query, String field) {
        assertBad(asWatcher("?" + query), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner=%00", "owner=a%0Ab", "recipient=%00"})
    void control_characters_are_refused_before_any_database_sees_them(String query) {
        assertThat(asWatcher("?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, '', 405",
        "DELETE, '', 405",
        "PUT, '', 405",
        "GET, /revoke, 405",
        "POST, /x, 405",
        "PATCH, /x, 405",
        "GET, /x/revoke, 405",
        "POST, /x/history, 405",
        "POST, /x/extend, 404",
        "GET, /x/nonsense, 404",
        "GET, /x/history/x, 404",
        "GET, /x, 404",
        "GET, /x/history, 404",
        "DELETE, /x, 404",
        "POST, /x/revoke, 404",
        "GET, /%00, 404"
    })
    void every_other_call_is_refused_in_one_shape(String method, String path, int status) {
        Answer answer = ask(tokenOf(MANAGER), method, path, method.startsWith("P") ? "{}" : "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("error").textValue()).isIn("not_found", "invalid_request");
    }

    // Taking back

    @Test
    void one_share_is_taken_back_with_a_reason() {
        String id = give(shares, study);
        events.skipAll();

        Answer answer =
                ask(
                        tokenOf(MANAGER),
                        "POST",
                        "/" + id + "/revoke",
                        "{\"reason\": \"asked for by the patient\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode revoked = shares.share(id).path("revoked");
        assertThat(revoked.path("by").textValue()).isEqualTo(MANAGER);
        assertThat(revoked.path("reason").textValue()).isEqualTo("asked for by the patient");
        assertThat(shares.kinds(id)).containsExactly("revoked", "given");
        AdminEventRepresentation event = events.poll();
        assertThat(event.getOperationType()).isEqualTo("ACTION");
        assertThat(event.getResourceType()).isEqualTo("DICOM_SHARE");
        assertThat(event.getResourcePath()).isEqualTo("dicom-access/shares/" + id + "/revoke");
        assertThat(event.getError()).isNull();
        assertThat(event.getAuthDetails().getUserId()).isEqualTo(Logins.userId(realm, MANAGER));
    }

    @Test
    void taking_one_back_again_changes_nothing_and_is_no_event() {
        String id = give(shares, study);
        ask(tokenOf(MANAGER), "DELETE", "/" + id, "");
        String token = tokenOf(MANAGER);
        events.skipAll();

        Answer again = ask(token, "POST", "/" + id + "/revoke", "{\"reason\": \"again\"}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("revoked").path("reason").textValue()).isEmpty();
        assertThat(events.poll()).isNull();
    }

    @Test
    void all_shares_of_a_study_are_taken_back_and_no_other() {
        List<String> of = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            of.add(give(shares, study));
        }
        of.add(give(RestShares.of(realm, SharingRealm.COLLEAGUE), study));
        of.add(publish());
        shares.delete(of.get(0));
        String another = give(shares, study + ".1");
        events.skipAll();

        Answer answer =
                ask(
                        tokenOf(MANAGER),
                        "POST",
                        "/revoke",
                        """
                        {"study": "%s", "reason": "wrong patient", "extra": "a-secret"}
                        """
                                .formatted(study));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("revoked").intValue()).isEqualTo(4);
        assertThat(ids(asWatcher("?state=revoked&study=" + study)))
                .containsExactlyInAnyOrderElementsOf(of);
        assertThat(shares.share(another).path("state").textValue()).isEqualTo("active");
        AdminEventRepresentation event = events.poll();
        assertThat(event.getResourceType()).isEqualTo("DICOM_SHARE");
        assertThat(event.getResourcePath()).isEqualTo("dicom-access/shares/revoke");
        assertThat(event.getRepresentation())
                .contains("wrong patient", "\"revoked\":4")
                .doesNotContain("a-secret");
    }

    @Test
    void more_than_a_page_of_shares_is_taken_back_at_once() {
        for (int i = 0; i < 205; i++) {
            give(shares, study);
        }

        Answer answer =
                ask(tokenOf(MANAGER), "POST", "/revoke", "{\"study\": \"%s\"}".formatted(study));

        assertThat(answer.json().path("revoked").intValue()).isEqualTo(205);
        assertThat(ids(asWatcher("?state=active&study=" + study))).isEmpty();
        assertThat(ids(asWatcher("?state=revoked&max=100&study=" + study))).hasSize(100);
    }

    @Test
    void shares_that_are_closed_for_now_are_taken_back_too() {
        JsonNode pending =
                shares.given(
                        RestShares.wanted(study)
                                .put("not_before", "2027-06-01T00:00:00Z")
                                .put("expires_at", "2027-06-02T00:00:00Z"));
        JsonNode exhausted = shares.given(RestShares.wanted(study).put("maximum_opens", 1));
        RestShares.open(exhausted.path("url").textValue());
        JsonNode locked = shares.given(RestShares.wanted(study).put("passcode", "123456"));
        for (int i = 0; i < 5; i++) {
            RestShares.open(locked.path("url").textValue(), "passcode", "wrong!");
        }
        for (String state : List.of("pending", "exhausted", "locked")) {
            assertThat(ids(asWatcher("?study=" + study + "&state=" + state))).hasSize(1);
        }

        Answer answer =
                ask(tokenOf(MANAGER), "POST", "/revoke", "{\"study\": \"%s\"}".formatted(study));

        assertThat(answer.json().path("revoked").intValue()).isEqualTo(3);
        assertThat(ids(asWatcher("?state=revoked&study=" + study)))
                .containsExactlyInAnyOrder(id(pending), id(exhausted), id(locked));
    }

    @Test
    void all_shares_of_an_owner_are_taken_back() {
        String mine = give(shares, study);
        RestShares colleague = RestShares.of(realm, SharingRealm.COLLEAGUE);
        String theirs = give(colleague, study);

        ask(
                tokenOf(MANAGER),
                "POST",
                "/revoke",
                "{\"owner\": \"%s\"}".formatted(SharingRealm.COLLEAGUE));

        assertThat(colleague.share(theirs).path("state").textValue()).isEqualTo("revoked");
        assertThat(colleague.ids("state=active")).isEmpty();
        assertThat(shares.share(mine).path("state").textValue()).isEqualTo("active");
    }

    @Test
    void all_shares_of_a_resource_server_are_taken_back() {
        String here = give(shares, study);
        Doors viewers =
                new Doors(realm.getBaseUrl())
                        .as(SeveralResourceServers.VIEWERS, SeveralResourceServers.SECRET);
        viewers.studyToken(study);
        String there = ids(asWatcher("?resource_server=viewers&study=" + study)).get(0);

        Answer answer =
                ask(tokenOf(MANAGER), "POST", "/revoke", "{\"resource_server\": \"viewers\"}");

        assertThat(answer.json().path("revoked").intValue()).isPositive();
        assertThat(asWatcher("/" + there).json().path("state").textValue()).isEqualTo("revoked");
        assertThat(shares.share(here).path("state").textValue()).isEqualTo("active");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | study",
                "{\"reason\": \"all of it\"} | study",
                "{\"study\": null, \"owner\": null} | study",
                "{\"study\": \"\"} | study",
                "{\"study\": \"1.2\", \"owner\": \"doctor\"} | study",
                "{\"owner\": \"doctor\", \"resource_server\": \"orthanc\"} | study",
                "{\"study\": \"1.2\", \"owner\": \"doctor\", \"resource_server\": \"o\"} | study",
                "{\"study\": \"1.2.*\"} | study",
                "{\"study\": [\"1.2\"]} | study",
                "{\"owner\": 7} | owner",
                "{\"owner\": \"a\\u0000\"} | owner",
                "{\"resource_server\": \"a\\u0000\"} | resource_server",
                "{\"resource_server\": true} | resource_server",
                "{\"study\": \"1.2\", \"reason\": 7} | reason",
                "{\"study\": \"1.2\", \"reason\": \"a\\nb\"} | reason",
                "{\"study\": \"1.2\", \"study\": \"1.3\"} | body",
                "[] | body",
                "{ | body"
            })
    void what_is_taken_back_is_named_by_exactly_one_field(String body, String field) {
        String id = give(shares, study);

        assertBad(ask(tokenOf(MANAGER), "POST", "/revoke", body), field);

        assertThat(shares.share(id).path("state").textValue()).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"study\": \"9.9.9\"}",
                "{\"owner\": \"nobody\"}",
                "{\"resource_server\": \"nowhere\"}"
            })
    void what_nobody_shared_is_nothing_to_take_back(String body) {
        String id = give(shares, study);

        Answer answer = ask(tokenOf(MANAGER), "POST", "/revoke", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("revoked").intValue()).isZero();
        assertThat(shares.share(id).path("state").textValue()).isEqualTo("active");
    }

    private String publish() {
        new Doors(realm.getBaseUrl()).studyToken(study);
        return ids(asWatcher("?owner=orthanc&study=" + study)).get(0);
    }

    private static String give(RestShares shares, String study) {
        return id(shares.given(RestShares.wanted(study)));
    }

    private static String id(JsonNode share) {
        return share.path("id").textValue();
    }

    private static List<String> ids(Answer page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        page.json().path("shares").forEach(share -> ids.add(id(share)));
        return ids;
    }

    private Answer asWatcher(String path) {
        return ask(tokenOf(WATCHER), "GET", path, "");
    }

    private String tokenOf(String user) {
        return Logins.accessToken(realm, "admin-cli", user);
    }

    /** Of the server's own administrator, who signed in to another realm. */
    private String adminToken() {
        return admin.tokenManager().getAccessTokenString();
    }

    private String root() {
        return realm.getBaseUrl().replace("/realms/", "/admin/realms/") + "/dicom-access/shares";
    }

    private Answer ask(String token, String method, String path, String body) {
        return send(token, method, root() + path, body);
    }

    private static Answer send(String token, String method, String url, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return Doors.send(request.build());
    }

    private static void assertBad(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue()).startsWith(field + ": ");
    }

    static final class Administered implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return new SharingRealm()
                    .configure(realm)
                    .users(
                            administrator(WATCHER, "view-realm"),
                            administrator(MANAGER, "view-realm", "manage-realm"),
                            administrator(HELPDESK, "view-users", "manage-users", "view-clients"));
        }
    }

    static final class OtherRealm implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return realm.name("other")
                    .users(administrator(MANAGER, "view-realm", "manage-realm", "realm-admin"));
        }
    }

    private static UserBuilder administrator(String name, String... roles) {
        return UserBuilder.create(name)
                .enabled(true)
                .email(name + "@orthanc.example")
                .emailVerified(true)
                .name("Somebody", "Administrating")
                .password(name)
                .clientRoles("realm-management", roles);
    }
}
