package org.dicomaccess.keycloak.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;

class StudyClaimsTest {
    private static final StudyInstanceUid A = new StudyInstanceUid("2.25.1");
    private static final StudyInstanceUid B = new StudyInstanceUid("2.25.2");

    private final AccessToken token = new AccessToken();

    @Test
    void a_token_without_a_mappers_claim_has_none_whatever_studies_it_names() {
        assertThat(StudyClaims.in(token)).isEmpty();

        token.getOtherClaims().put("study_instance_uids", List.of("2.25.1"));

        assertThat(StudyClaims.in(token)).isEmpty();
    }

    @Test
    void studies_that_are_named_are_the_only_ones() {
        StudyClaims.named("m", List.of(B, A)).addTo(token);

        StudyClaims claims = StudyClaims.in(token).orElseThrow();
        assertThat(claims.mappers()).containsExactly("m");
        assertThat(claims.mayName(A)).isTrue();
        assertThat(claims.mayName(new StudyInstanceUid("2.25.3"))).isFalse();
        assertThat(claims.namesNone()).isFalse();
        assertThat(token.getOtherClaims())
                .isEqualTo(
                        Map.of(
                                "study_grants",
                                List.of("m"),
                                "study_instance_uids",
                                List.of("2.25.1", "2.25.2")));
    }

    @Test
    void none_named_is_another_thing_than_no_names() {
        StudyClaims.named("m", List.of()).addTo(token);
        assertThat(StudyClaims.in(token).orElseThrow().namesNone()).isTrue();

        StudyClaims.lookedUp("m").addTo(token);

        StudyClaims claims = StudyClaims.in(token).orElseThrow();
        assertThat(claims.namesNone()).isFalse();
        assertThat(claims.mayName(A)).isTrue();
        assertThat(claims.studies()).isEqualTo(Optional.empty());
    }

    @Test
    void what_several_mappers_name_adds_up() {
        StudyClaims.named("m", List.of(A)).addTo(token);
        StudyClaims.named("n", List.of(B, A)).addTo(token);

        assertThat(StudyClaims.in(token))
                .contains(
                        new StudyClaims(Set.of("m", "n"), Optional.of(Set.of("2.25.1", "2.25.2"))));
    }

    @Test
    void one_that_names_none_before_or_behind_another_leaves_no_names() {
        StudyClaims.lookedUp("m").addTo(token);
        StudyClaims.named("n", List.of(A)).addTo(token);
        StudyClaims.lookedUp("o").addTo(token);

        assertThat(StudyClaims.in(token))
                .contains(new StudyClaims(Set.of("m", "n", "o"), Optional.empty()));
    }

    @Test
    void claims_of_another_shape_name_nothing() {
        token.getOtherClaims().put("study_grants", Map.of("m", true));
        token.getOtherClaims().put("study_instance_uids", "2.25.1");

        StudyClaims claims = StudyClaims.in(token).orElseThrow();

        assertThat(claims.mappers()).isEmpty();
        assertThat(claims.namesNone()).isTrue();
    }
}
