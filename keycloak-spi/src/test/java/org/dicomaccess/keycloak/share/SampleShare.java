package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.viewer.Viewer;

/** A share of one study that opens in OHIF, and others that differ from it in a few parts. */
public final class SampleShare {
    static final Instant GIVEN = Instant.parse("2026-03-01T12:00:00Z");

    private String id = "AAAAAAAAAAAAAAAAAAAAAA";
    private String resourceServer = "client";
    private int studies = 1;
    private Set<Action> actions = Set.of(Action.READ);
    private Viewer viewer = Viewer.OHIF;
    private Owner owner = Owner.user("owner");
    private Recipient recipient = new Recipient.Anybody();
    private String label = "";
    private LinkForm linkForm = LinkForm.OPAQUE;
    private Instant created = GIVEN;
    private Optional<Instant> notBefore = Optional.empty();
    private Optional<Instant> expires = Optional.empty();
    private Optional<Integer> maximumOpens = Optional.empty();
    private Optional<String> passcode = Optional.empty();
    private boolean mailsCode;
    private int opens;
    private int failedAttempts;
    private Optional<Revocation> revocation = Optional.empty();

    public SampleShare id(String value) {
        id = value;
        return this;
    }

    public SampleShare resourceServer(String value) {
        resourceServer = value;
        return this;
    }

    SampleShare studies(int value) {
        studies = value;
        return this;
    }

    SampleShare actions(Set<Action> value) {
        actions = value;
        return this;
    }

    SampleShare viewer(Viewer value) {
        viewer = value;
        return this;
    }

    public SampleShare owner(Owner value) {
        owner = value;
        return this;
    }

    public SampleShare recipient(Recipient value) {
        recipient = value;
        return this;
    }

    SampleShare label(String value) {
        label = value;
        return this;
    }

    SampleShare linkForm(LinkForm value) {
        linkForm = value;
        return this;
    }

    public SampleShare created(Instant value) {
        created = value;
        return this;
    }

    public SampleShare notBefore(Instant value) {
        notBefore = Optional.of(value);
        return this;
    }

    public SampleShare expires(Instant value) {
        expires = Optional.of(value);
        return this;
    }

    public SampleShare maximumOpens(int value) {
        maximumOpens = Optional.of(value);
        return this;
    }

    SampleShare passcode(String value) {
        passcode = Optional.of(value);
        return this;
    }

    SampleShare mailsCode() {
        mailsCode = true;
        return this;
    }

    public SampleShare opens(int value) {
        opens = value;
        return this;
    }

    public SampleShare failedAttempts(int value) {
        failedAttempts = value;
        return this;
    }

    public SampleShare revoked(Instant at) {
        revocation = Optional.of(new Revocation(at, "somebody", ""));
        return this;
    }

    NewShare wanted() {
        return new NewShare(
                contents(),
                owner,
                recipient,
                label,
                linkForm,
                notBefore,
                expires,
                maximumOpens,
                passcode,
                mailsCode,
                Notices.NONE);
    }

    public Share share() {
        return new Share(
                id,
                contents(),
                owner,
                recipient,
                label,
                linkForm,
                new ShareRules(
                        notBefore.orElse(created),
                        expires.orElse(created.plusSeconds(3600)),
                        maximumOpens,
                        passcode.isPresent(),
                        mailsCode),
                Notices.NONE,
                new ShareProgress(
                        created,
                        opens,
                        Optional.empty(),
                        Optional.empty(),
                        failedAttempts,
                        revocation));
    }

    private ShareContents contents() {
        List<SharedStudy> shared =
                IntStream.rangeClosed(1, studies)
                        .mapToObj(number -> new StudyInstanceUid("2.25." + (1000 + number)))
                        .map(SharedStudy::of)
                        .toList();
        return new ShareContents(resourceServer, shared, actions, viewer);
    }
}
