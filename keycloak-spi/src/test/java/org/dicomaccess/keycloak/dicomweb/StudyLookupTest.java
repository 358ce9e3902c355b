package org.dicomaccess.keycloak.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyLookupTest {
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.secret.";
    private static final Patience LONG = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(200), Duration.ofMinutes(1));

    private final DicomWebServer server = new DicomWebServer();
    private final CloseableHttpClient client = HttpClients.createDefault();

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void a_person_finds_what_this_person_sees() throws ServerUnreachableException {
        server.show(TOKEN, "1.1", "1.2", "1.3");
        server.show("another", "1.1");

        assertThat(uids(find("1.2", "1.1").found())).containsExactly("1.2", "1.1");
        assertThat(find("1.2", "1.1").complete()).isTrue();
        assertThat(find("1.4").found()).isEmpty();
        assertThat(find("1.4").notFound()).extracting(Object::toString).containsExactly("1.4");
    }

    @Test
    void who_sees_half_of_the_studies_is_told_which() throws ServerUnreachableException {
        server.show(TOKEN, "1.1", "1.3");

        FoundStudies studies = find("1.1", "1.2", "1.3", "1.4");

        assertThat(studies.complete()).isFalse();
        assertThat(uids(studies.found())).containsExactly("1.1", "1.3");
        assertThat(studies.notFound()).extracting(Object::toString).containsExactly("1.2", "1.4");
    }

    @Test
    void a_search_names_one_study_and_is_the_persons_own() throws ServerUnreachableException {
        server.show(TOKEN, "1.1");

        find("1.1", "1.2", "1.1");

        assertThat(server.asked()).containsExactly(asked("1.1"), asked("1.2"));
    }

    private static String asked(String study) {
        return ("GET /dicom-web/studies?StudyInstanceUID=%s&includefield=00081030,00080061"
                        + " application/dicom+json Bearer %s")
                .formatted(study, TOKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 401, 403, 404})
    void a_server_that_shows_nothing_has_no_such_study(int status)
            throws ServerUnreachableException {
        server.send(TOKEN, status, status == 204 ? "" : DicomWebServer.study("1.1"));

        assertThat(find("1.1").complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 300, 400, 406, 410, 429, 500, 502, 503, 504})
    void any_other_answer_is_none(int status) {
        server.send(TOKEN, status, DicomWebServer.study("1.1"));

        assertUnanswered(LONG, "gave the status " + status);
    }

    @Test
    void a_server_that_returns_another_study_has_not_found_this_one()
            throws ServerUnreachableException {
        server.send(TOKEN, 200, DicomWebServer.study("1.1"));

        assertThat(find("1.11", "1.2").found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void the_token_is_not_carried_to_another_address(int status) {
        try (DicomWebServer elsewhere = new DicomWebServer()) {
            elsewhere.show(TOKEN, "1.1");
            server.redirect(TOKEN, status, elsewhere);

            assertUnanswered(LONG, "gave the status " + status);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "<html></html>", "[{", "1.1"})
    void garbage_is_no_answer(String body) {
        server.send(TOKEN, 200, body);

        assertUnanswered(LONG, "gave an answer that is not");
    }

    @Test
    void an_endless_answer_is_left_unread() {
        server.answer(TOKEN, search -> DicomWebServer.sendWithoutEnd(search, " ".repeat(10_000)));

        assertUnanswered(LONG, "gave an answer that is too long");
    }

    @Test
    void a_server_that_does_not_answer_is_not_waited_for() {
        server.answer(TOKEN, search -> server.waitUntilClosed());

        assertUnanswered(SHORT, "cannot be asked: SocketTimeoutException");
    }

    @Test
    void a_server_that_stops_answering_is_not_waited_for() {
        server.answer(
                TOKEN,
                search -> {
                    search.sendResponseHeaders(200, 0);
                    search.getResponseBody().write('[');
                    search.getResponseBody().flush();
                    server.waitUntilClosed();
                });

        assertUnanswered(SHORT, "cannot be asked: SocketTimeoutException");
    }

    @Test
    void a_server_that_answers_drop_by_drop_is_not_waited_for() {
        server.answer(
                TOKEN,
                search -> {
                    search.sendResponseHeaders(200, 0);
                    try (OutputStream body = search.getResponseBody()) {
                        while (true) {
                            body.write(' ');
                            body.flush();
                        }
                    }
                });

        assertUnanswered(
                new Patience(Duration.ofMinutes(1), Duration.ofMillis(50)),
                "cannot be asked: SocketTimeoutException");
    }

    @Test
    void a_server_that_is_not_there_says_nothing() {
        URI root = server.root();
        server.close();

        assertUnanswered(
                LONG, "DICOMweb at " + root + " cannot be asked: HttpHostConnectException");
    }

    @Test
    void a_server_that_breaks_off_says_nothing() {
        server.answer(
                TOKEN,
                search -> {
                    search.sendResponseHeaders(200, 100);
                    search.getResponseBody().write('[');
                    search.getResponseBody().flush();
                    throw new IOException("broken off");
                });

        assertUnanswered(LONG, "cannot be asked: ConnectionClosedException");
    }

    private void assertUnanswered(Patience patience, String words) {
        assertThatExceptionOfType(ServerUnreachableException.class)
                .isThrownBy(() -> find(patience, "1.1"))
                .withMessageContaining(words)
                .withMessageNotContaining(TOKEN)
                .withNoCause();
    }

    private FoundStudies find(String... studies) throws ServerUnreachableException {
        return find(LONG, studies);
    }

    private FoundStudies find(Patience patience, String... studies)
            throws ServerUnreachableException {
        return new StudyLookup(client, patience)
                .find(
                        server.root(),
                        TOKEN,
                        Arrays.stream(studies).map(StudyInstanceUid::new).toList());
    }

    private static List<String> uids(List<FoundStudy> studies) {
        return studies.stream().map(study -> study.uid().value()).toList();
    }
}
