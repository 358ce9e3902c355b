package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final StudyInstanceUid A = new StudyInstanceUid("1.2.3");
    private static final StudyInstanceUid B = new StudyInstanceUid("1.2.3.4");
    private static final OrthancId ID = new OrthancId("id-a");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void a_grant_covers_what_it_names_and_nothing_that_only_looks_like_it() {
        Grant grant = grant(Set.of(A), Set.of(ID), Set.of(Action.READ));
        assertThat(grant.covers(A)).isTrue();
        assertThat(grant.covers(B)).isFalse();
        assertThat(grant.covers(ID)).isTrue();
        assertThat(grant.covers(new OrthancId("ID-A"))).isFalse();
        assertThat(grant.allows(Action.READ)).isTrue();
        assertThat(grant.allows(Action.DOWNLOAD)).isFalse();
        assertThat(grant.allows(Action.UPLOAD)).isFalse();
    }

    @Test
    void a_grant_of_every_study_covers_any_and_names_none() {
        Grant grant = Grant.ofEveryStudy("orthanc", Set.of(Action.READ), START, END);
        assertThat(grant.covers(A)).isTrue();
        assertThat(grant.covers(ID)).isTrue();
        assertThat(grant.studies()).isEmpty();
        assertThat(grant.orthancIds()).isEmpty();
        assertThat(grant.allows(Action.DOWNLOAD)).isFalse();
        refuses(
                "everyStudy",
                () ->
                        new Grant(
                                "orthanc",
                                Set.of(A),
                                Set.of(),
                                Set.of(Action.READ),
                                START,
                                END,
                                true));
    }

    @Test
    void a_grant_is_over_at_its_end_and_not_a_moment_before() {
        Grant grant = grant(Set.of(A), Set.of(), Set.of(Action.READ));
        assertThat(grant.expiredAt(END.minusNanos(1))).isFalse();
        assertThat(grant.expiredAt(END)).isTrue();
        assertThat(grant.expiredAt(END.plusSeconds(1))).isTrue();
    }

    @Test
    void a_grant_keeps_the_order_and_does_not_change_with_the_sets_it_was_made_of() {
        Set<StudyInstanceUid> studies = new LinkedHashSet<>(List.of(B, A));
        Set<Action> actions = EnumSet.of(Action.UPLOAD, Action.READ);
        Grant grant = grant(studies, Set.of(), actions);
        studies.clear();
        actions.clear();
        assertThat(new ArrayList<>(grant.studies())).containsExactly(B, A);
        assertThat(grant.actions()).containsExactly(Action.READ, Action.UPLOAD);
        assertThatThrownBy(() -> grant.studies().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> grant.actions().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_grant_of_nothing_to_nobody_or_for_no_time_cannot_exist() {
        refuses(
                "audience",
                () -> new Grant(" ", Set.of(A), Set.of(), Set.of(Action.READ), START, END));
        refuses("studies", () -> grant(Set.of(), Set.of(), Set.of(Action.READ)));
        refuses("actions", () -> grant(Set.of(A), Set.of(), Set.of()));
        refuses(
                "expires",
                () -> new Grant("x", Set.of(A), Set.of(), Set.of(Action.READ), END, END));
        refuses(
                "expires",
                () -> new Grant("x", Set.of(A), Set.of(), Set.of(Action.READ), END, START));
    }

    private static void refuses(String field, Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessageContaining(field);
    }

    private static Grant grant(
            Set<StudyInstanceUid> studies, Set<OrthancId> ids, Set<Action> actions) {
        return new Grant("orthanc", studies, ids, actions, START, END);
    }
}
