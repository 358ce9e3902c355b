package org.dicomaccess.keycloak.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.mapper.OrdinaryResourceServer.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/**
 * The claims that the mapper puts into tokens, as a resource server reads them that is not ours.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class StudiesInTokensIT {
    private static final String STUDIES = "study_instance_uids";
    private static final String GRANTS = "study_grants";
    private static final String A = Samples.A;
    private static final String B = Samples.B;
    private static final String C = Samples.C;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private Grantees grantees;
    private OrdinaryResourceServer other;

    @BeforeEach
    void verify_independently() {
        grantees = new Grantees(realm);
        grantees.attributeIsEditedBy("admin");
        other = new OrdinaryResourceServer(realm);
    }

    // The sources

    @ParameterizedTest(name = "shares {0}, user {1}, groups {2}")
    @CsvSource({
        "true,  false, false, 2.25.1",
        "false, true,  false, 2.25.2",
        "false, false, true,  2.25.3 2.25.4",
        "true,  true,  false, 2.25.1 2.25.2",
        "false, true,  true,  2.25.2 2.25.3 2.25.4",
        "true,  true,  true,  2.25.1 2.25.2 2.25.3 2.25.4"
    })
    void each_source_counts_where_it_is_on(
            String shares, String user, String groups, String studies) {
        String person = grantees.person("2.25.2");
        grantees.share(person, "2.25.1");
        grantees.join(person, grantees.group(grantees.group("", "2.25.4"), "2.25.3", "2.25.4"));

        JWTClaimsSet claims =
                claims(
                        person,
                        "shares",
                        shares,
                        "user.attribute.counts",
                        user,
                        "group.attribute.counts",
                        groups);

        assertThat(texts(claims, STUDIES)).containsExactly(studies.split(" "));
    }

    @Test
    void a_study_from_several_sources_stands_there_once() {
        String person = grantees.person(B, A, A);
        grantees.share(person, A, B, C);
        grantees.join(person, grantees.group("", C));

        assertThat(texts(claims(person), STUDIES)).containsExactly(A, B, C);
    }

    @Test
    void attributes_of_other_names_can_be_told() {
        String person = grantees.person();
        String group = grantees.group("");
        var told = realm.admin().groups().group(group).toRepresentation();
        told.setAttributes(Map.of("research", List.of(C)));
        realm.admin().groups().group(group).update(told);
        grantees.join(person, group);

        assertThat(texts(claims(person, "group.attribute", "research"), STUDIES))
                .containsExactly(C);
    }

    @Test
    void values_that_are_no_study_uid_are_passed_over() {
        String person =
                grantees.person(
                        A,
                        "*",
                        "2.25.01",
                        "1.2.3 1.2.4",
                        "study",
                        "1.2." + "3".repeat(64),
                        "2.25.1\\2.25.2",
                        " " + B + " ");

        assertThat(texts(claims(person), STUDIES)).containsExactly(A, B);
    }

    @Test
    void an_attribute_that_users_edit_themselves_names_nothing() {
        String person = grantees.person(A);
        grantees.join(person, grantees.group("", B));
        grantees.attributeIsEditedBy("admin", "user");

        assertThat(texts(claims(person), STUDIES)).containsExactly(B);

        grantees.attributeIsUnmanaged(UPConfig.UnmanagedAttributePolicy.ENABLED);

        assertThat(texts(claims(person), STUDIES)).containsExactly(B);

        grantees.attributeIsUnmanaged(UPConfig.UnmanagedAttributePolicy.ADMIN_EDIT);

        assertThat(texts(claims(person), STUDIES)).containsExactly(A, B);
    }

    // Shares

    @Test
    void only_shares_that_ask_for_nothing_but_the_sign_in_count() {
        String person = grantees.person();
        RestShares giver = grantees.giver();
        giver.given(toPerson(person, "2.25.1").put("passcode", "correct horse"));
        giver.given(toPerson(person, "2.25.2").put("maximum_opens", 1));
        ObjectNode byMail = RestShares.wanted("2.25.3");
        byMail.putObject("recipient").put("email", person + "@orthanc.example");
        giver.given(byMail);
        giver.given(RestShares.wanted("2.25.4"));
        giver.given(toPerson(grantees.person(), "2.25.5"));
        giver.given(toPerson(person, "2.25.6"));

        assertThat(texts(claims(person), STUDIES)).containsExactly("2.25.6");
    }

    @Test
    void a_share_counts_while_it_can_be_opened() {
        String person = grantees.person();
        Instant begin = Instant.now().plus(100, ChronoUnit.SECONDS).truncatedTo(ChronoUnit.SECONDS);
        JsonNode given =
                grantees.giver()
                        .given(
                                toPerson(person, A)
                                        .put("not_before", begin.toString())
                                        .put("expires_at", begin.plusSeconds(100).toString()));
        String client = grantees.client();

        assertThat(studies(client, person)).isEmpty();
        time.set(150);
        assertThat(studies(client, person)).containsExactly(A);
        time.set(250);
        assertThat(studies(client, person)).isEmpty();
        time.set(150);
        grantees.giver().delete(given.path("id").textValue());
        assertThat(studies(client, person)).isEmpty();
    }

    @Test
    void shares_on_another_resource_server_do_not_count() {
        String person = grantees.person();
        grantees.share(person, A);
        String elsewhere = grantees.client("resource.server", SeveralResourceServers.ELSEWHERE);

        JWTClaimsSet claims =
                other.verify(
                        grantees.accessToken(elsewhere, person), SeveralResourceServers.ELSEWHERE);

        assertThat(texts(claims, STUDIES)).isEmpty();
        assertThat(claims.getAudience()).doesNotContain("orthanc");
    }

    // What stands in the token

    @Test
    void the_reference_is_the_mapper_and_the_resource_server_an_audience() {
        String person = grantees.person(A);
        String client = grantees.client();

        JWTClaimsSet claims = other.verify(grantees.accessToken(client, person), "orthanc");

        assertThat(texts(claims, GRANTS)).containsExactly(grantees.mapperOf(client).getId());
        assertThat(claims.getSubject()).isEqualTo(Logins.userId(realm, person));
    }

    @Test
    void nothing_granted_is_an_empty_list() {
        JWTClaimsSet claims = claims(grantees.person());

        assertThat(texts(claims, STUDIES)).isEmpty();
        assertThat(texts(claims, GRANTS)).hasSize(1);
    }

    @ParameterizedTest(name = "{0} studies, at most {1}: {2}")
    @CsvSource({"3, 3, true", "4, 3, false", "100, '', true", "101, '', false"})
    void above_the_limit_there_is_the_reference_alone(int studies, String limit, boolean named) {
        String[] uids =
                IntStream.range(0, studies).mapToObj(i -> "2.25.7." + i).toArray(String[]::new);

        JWTClaimsSet claims = claims(grantees.person(uids), "limit", limit);

        assertThat(claims.getClaim(STUDIES) != null).isEqualTo(named);
        assertThat(texts(claims, GRANTS)).hasSize(1);
    }

    @Test
    void shares_are_read_page_by_page_up_to_the_limit() {
        String person = grantees.person();
        RestShares giver = grantees.giver();
        List<String> uids = new ArrayList<>();
        for (int share = 0; share < 102; share++) {
            uids.add("2.25.8." + share);
            giver.given(toPerson(person, uids.get(share)));
        }

        assertThat(texts(claims(person, "limit", "102"), STUDIES))
                .containsExactlyInAnyOrderElementsOf(uids);
        assertThat(claims(person, "limit", "101").getClaim(STUDIES)).isNull();
    }

    @Test
    void several_mappers_name_the_studies_of_all() {
        String person = grantees.person(A);
        grantees.join(person, grantees.group("", B));
        String client =
                grantees.client(
                        Map.of(),
                        grantees.mapper("group.attribute.counts", "false"),
                        grantees.mapper("user.attribute.counts", "false"));

        JWTClaimsSet claims = other.verify(grantees.accessToken(client, person), "orthanc");

        assertThat(texts(claims, STUDIES)).containsExactly(A, B);
        assertThat(texts(claims, GRANTS)).hasSize(2);
    }

    @Test
    void one_mapper_above_its_limit_leaves_the_references_of_all() {
        String person = grantees.person(A, B);
        grantees.join(person, grantees.group("", C));
        String client =
                grantees.client(
                        Map.of(),
                        grantees.mapper("group.attribute.counts", "false", "limit", "1"),
                        grantees.mapper("user.attribute.counts", "false"));

        JWTClaimsSet claims = other.verify(grantees.accessToken(client, person), "orthanc");

        assertThat(claims.getClaim(STUDIES)).isNull();
        assertThat(texts(claims, GRANTS)).hasSize(2);
    }

    // Other tokens and answers

    @Test
    void an_id_token_has_the_studies_only_where_the_mapper_is_told() {
        String person = grantees.person(A);
        String silent = grantees.client();
        String told = grantees.client("id.token.claim", "true");

        JWTClaimsSet without = idToken(silent, person);
        JWTClaimsSet with = idToken(told, person);

        assertThat(without.getClaim(STUDIES)).isNull();
        assertThat(without.getClaim(GRANTS)).isNull();
        assertThat(texts(with, STUDIES)).containsExactly(A);
        assertThat(with.getAudience()).containsExactly(told);
    }

    @Test
    void introspection_tells_what_is_granted_at_that_moment() {
        String person = grantees.person(A);
        String client = grantees.client();
        String token = grantees.accessToken(client, person);

        assertThat(grantees.introspected(token).path(STUDIES).toString())
                .isEqualTo("[\"" + A + "\"]");

        grantees.change(person);

        JsonNode told = grantees.introspected(token);
        assertThat(told.path("active").booleanValue()).isTrue();
        assertThat(told.path(STUDIES).toString()).isEqualTo("[]");
        assertThat(told.path(GRANTS)).hasSize(1);
        assertThat(told.path("aud").toString()).contains("orthanc");
    }

    @Test
    void introspection_never_tells_of_more_than_the_token_names() {
        String person = grantees.person(A, B);
        String token = grantees.accessToken(grantees.client("limit", "2"), person);
        String another = grantees.accessToken(grantees.client("limit", "1"), person);

        grantees.change(person, B, C, "2.25.1", "2.25.2");

        assertThat(grantees.introspected(token).path(STUDIES).toString())
                .isEqualTo("[\"" + B + "\"]");
        assertThat(grantees.introspected(another).has(STUDIES)).isFalse();
        assertThat(grantees.introspected(another).path(GRANTS)).hasSize(1);
    }

    @Test
    void introspection_tells_nothing_where_the_mapper_is_told_not_to() {
        String person = grantees.person(A);
        String client = grantees.client("introspection.token.claim", "false");

        JsonNode told = grantees.introspected(grantees.accessToken(client, person));

        assertThat(told.path("active").booleanValue()).isTrue();
        assertThat(told.has(STUDIES)).isFalse();
    }

    @Test
    void a_light_token_has_the_reference_alone_and_only_where_the_mapper_is_told() {
        Map<String, String> light = Map.of("client.use.lightweight.access.token.enabled", "true");
        String person = grantees.person(A);
        String silent = grantees.client(light, grantees.mapper());
        String told = grantees.client(light, grantees.mapper("lightweight.claim", "true"));

        String token = grantees.accessToken(told, person);
        JWTClaimsSet claims = other.verify(token, "orthanc");

        assertThat(claims.getClaim(STUDIES)).isNull();
        assertThat(texts(claims, GRANTS)).hasSize(1);
        assertThat(grantees.introspected(token).path(STUDIES).toString())
                .isEqualTo("[\"" + A + "\"]");
        assertThat(other.verify(grantees.accessToken(silent, person), null).getClaim(GRANTS))
                .isNull();
    }

    // Where nothing may be said

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "resource.server, nobody",
        "resource.server, portal",
        "resource.server, ''",
        "limit, 0",
        "limit, many",
        "attribute.actions, upload",
        "shares, perhaps",
        "access.token.claim, false"
    })
    void a_mapper_that_is_configured_as_it_cannot_be_says_nothing(String property, String value) {
        String person = grantees.person(A);
        String client = grantees.client(property, value);

        JWTClaimsSet claims = other.verify(grantees.accessToken(client, person), null);

        assertThat(claims.getClaim(STUDIES)).isNull();
        assertThat(claims.getClaim(GRANTS)).isNull();
        assertThat(claims.getAudience()).doesNotContain("orthanc");
    }

    @Test
    void nothing_is_said_where_the_endpoint_is_off() {
        String person = grantees.person(A);
        String client = grantees.client();
        realm.updateWithCleanup(r -> r.attribute("dicom-access.enabled", "false"));

        JWTClaimsSet claims = other.verify(grantees.accessToken(client, person), null);

        assertThat(claims.getClaim(STUDIES)).isNull();
    }

    private JWTClaimsSet claims(String person, String... config) {
        return other.verify(grantees.accessToken(grantees.client(config), person), "orthanc");
    }

    private List<String> studies(String client, String person) {
        try {
            // Not verified: the verifier has no part in the server's moved clock.
            SignedJWT token = SignedJWT.parse(grantees.accessToken(client, person));
            return texts(token.getJWTClaimsSet(), STUDIES);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private JWTClaimsSet idToken(String client, String person) {
        String token = Logins.tokens(realm, client, person).path("id_token").textValue();
        return other.verify(token, client);
    }

    private static ObjectNode toPerson(String person, String study) {
        ObjectNode wanted = RestShares.wanted(study);
        wanted.putObject("recipient").put("username", person);
        return wanted;
    }
}
