package org.dicomaccess.keycloak.share;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.DicomAccessSource;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.jpa.JpaShareStore;
import org.dicomaccess.keycloak.share.jpa.JpaShareUpkeep;
import org.dicomaccess.keycloak.token.StudyTokenMinter;
import org.dicomaccess.keycloak.token.TokenType;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.testframework.remote.providers.runonserver.FetchOnServer;

/**
 * What is done to shares on the server itself, with the memory that its doors use. It is loaded
 * there, so it knows nothing of the test's own libraries.
 */
final class SharesAtWork {
    private static final String SERVER = "orthanc";

    private SharesAtWork() {}

    /** Takes back the share of a link's code. */
    static FetchOnServer revoked(String code) {
        return session -> {
            Shares shares = access(session).shares();
            Share share = shares.byCode(new ShareCode(code)).orElseThrow();
            return Boolean.toString(shares.revoke(share, Actor.SYSTEM, "a test"));
        };
    }

    /** The code of a share that a user gives of one study. */
    static FetchOnServer givenBy(String userId, String study) {
        return session -> {
            ResourceServer server =
                    ResourceServer.find(session.getContext().getRealm(), SERVER).orElseThrow();
            return access(session)
                    .shares()
                    .give(wanted(server, Owner.user(userId), study), server, Actor.SYSTEM)
                    .code()
                    .value();
        };
    }

    /** Has owners told what they wanted to be told, as happens once a minute. */
    static FetchOnServer ownersTold() {
        return session -> {
            new NoticeTask(JpaShareUpkeep::new).run(session);
            return "";
        };
    }

    /** Removes what is removed once an hour. */
    static FetchOnServer upkept() {
        return session -> {
            new UpkeepTask(JpaShareUpkeep::new).run(session);
            return "";
        };
    }

    /** Whether a share is on record, and how many entries its history has. */
    static FetchOnServer kept(String id) {
        return session -> {
            Shares shares = access(session).shares();
            return shares.byId(id).isPresent() + " " + shares.history(id).size();
        };
    }

    /**
     * What is left of a share and its history before and after its realm, made for this, is
     * removed.
     */
    static FetchOnServer leftOfARemovedRealm() {
        return session -> {
            Instant now = Instant.ofEpochSecond(access(session).now().getEpochSecond());
            String realmId = session.realms().createRealm("leaving-" + System.nanoTime()).getId();
            ShareStore store = new JpaShareStore(session, realmId);
            Share share =
                    share(
                            List.of("leaving", "-10", "1000", "-", "0", "0", "no"),
                            "owner-" + System.nanoTime(),
                            0,
                            now);
            store.insert(share, "hash-" + share.id(), Optional.empty());
            store.append(
                    share.id(), new HistoryEntry(now, HistoryEntry.Kind.GIVEN, "", "", "", ""));
            String before = left(store, share);
            session.realms().removeRealm(realmId);
            return before + ", " + left(store, share);
        };
    }

    private static String left(ShareStore store, Share share) {
        return store.byId(share.id()).isPresent() + " " + store.history(share.id(), 10).size();
    }

    /** A good study token of a share that never was. */
    static FetchOnServer tokenOfNoShare(String study) {
        return session -> {
            Instant now = Instant.ofEpochSecond(access(session).now().getEpochSecond());
            return new StudyTokenMinter(session, new SecureRandom())
                    .mint(
                            new Grant(
                                    SERVER,
                                    Set.of(new StudyInstanceUid(study)),
                                    Set.of(),
                                    Set.of(Action.READ),
                                    now,
                                    now.plus(Duration.ofHours(1))),
                            TokenType.OHIF_PUBLICATION,
                            SERVER,
                            now,
                            "AAAAAAAAAAAAAAAAAAAAAA");
        };
    }

    /**
     * The states of shares as the record and the clock say, against those by which the database
     * finds them.
     *
     * @param rows as in the table of states: seconds from now, maximum, opens, attempts, revoked
     * @return the rows on which the two differ, one a line; empty when there is none
     */
    static FetchOnServer statesThatDiffer(List<List<String>> rows) {
        return session -> {
            Instant now = Instant.ofEpochSecond(access(session).now().getEpochSecond());
            ShareStore store = new JpaShareStore(session, session.getContext().getRealm().getId());
            String owner = "owner-" + System.nanoTime();
            Map<String, String> expected = new TreeMap<>();
            for (int i = 0; i < rows.size(); i++) {
                Share share = share(rows.get(i), owner, i, now);
                store.insert(share, "hash-" + owner + i, Optional.empty());
                share.progress().revocation().ifPresent(end -> store.revoke(share.id(), end));
                expected.put(share.id(), ShareState.of(share, now).code());
            }
            List<String> differing = new ArrayList<>();
            for (ShareState state : ShareState.values()) {
                ShareQuery query =
                        new ShareQuery(
                                Optional.of(Owner.user(owner)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(state),
                                Optional.empty(),
                                ShareQuery.LARGEST_PAGE);
                for (Share found : store.find(query, now)) {
                    String remembered = String.valueOf(expected.remove(found.id()));
                    if (!remembered.equals(state.code()) || ShareState.of(found, now) != state) {
                        differing.add(found + " was found as " + state + " and is " + remembered);
                    }
                }
            }
            expected.forEach((id, state) -> differing.add(id + " is " + state + " and not found"));
            return String.join("\n", differing);
        };
    }

    private static Share share(List<String> row, String owner, int number, Instant now) {
        Instant created = now.minusSeconds(60);
        Optional<Integer> maximum =
                row.get(3).equals("-")
                        ? Optional.empty()
                        : Optional.of(Integer.valueOf(row.get(3)));
        return new Share(
                id(owner, number),
                new ShareContents(
                        "client",
                        List.of(SharedStudy.of(new StudyInstanceUid("2.25.1"))),
                        Set.of(Action.READ),
                        Viewer.OHIF),
                Owner.user(owner),
                new Recipient.Anybody(),
                row.get(0),
                LinkForm.OPAQUE,
                new ShareRules(
                        now.plusSeconds(Long.parseLong(row.get(1))),
                        now.plusSeconds(Long.parseLong(row.get(2))),
                        maximum,
                        false,
                        false),
                Notices.NONE,
                new ShareProgress(
                        created,
                        Integer.parseInt(row.get(4)),
                        Optional.empty(),
                        Optional.empty(),
                        Integer.parseInt(row.get(5)),
                        row.get(6).equals("yes")
                                ? Optional.of(new Revocation(now, "somebody", ""))
                                : Optional.empty()));
    }

    private static String id(String owner, int number) {
        String text = "%04d%s".formatted(number, owner.replaceAll("[^0-9]", ""));
        return (text + "AAAAAAAAAAAAAAAAAAAAAA").substring(0, 22);
    }

    private static NewShare wanted(ResourceServer server, Owner owner, String study) {
        return new NewShare(
                new ShareContents(
                        server.client().getId(),
                        List.of(SharedStudy.of(new StudyInstanceUid(study))),
                        Set.of(Action.READ),
                        Viewer.OHIF),
                owner,
                new Recipient.Anybody(),
                "",
                LinkForm.OPAQUE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Notices.NONE);
    }

    private static DicomAccess access(KeycloakSession session) {
        DicomAccessSource source =
                (DicomAccessSource)
                        session.getKeycloakSessionFactory()
                                .getProviderFactory(RealmResourceProvider.class, "dicom-access");
        return source.access(session).orElseThrow();
    }
}
