package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.endtoend.RecordingServer.Line;
import org.dicomaccess.keycloak.stack.LinkMinter;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.StoreProxy;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DICOMweb servers that are not Orthanc, behind the shipped gateway: what the settings of {@code
 * docs/other-servers.md} make of a request, seen by a server that writes down what it gets.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherServersIT {

    private static final String REALM = "other-server";
    private static final String TOKEN = "ya29.token-of_the~site+/=";

    private Stack stack;
    private RecordingServer store;
    private StoreProxy proxy;
    private NginxServer gateway;
    private String server = "";
    private String shareOfA = "";

    @BeforeAll
    void a_gateway_leads_to_a_store(Stack running) {
        stack = running;
        store = new RecordingServer();
        Ports there = stack.options().ports();
        Ports free = Ports.free();
        Ports ports = there.withGateway(free.gateway()).withOrthanc(free.orthanc());
        StackOptions options = StackOptions.ofBuild(RunningStack.module(), REALM).on(ports);
        proxy = StoreProxy.start(options, URI.create("http://localhost:" + store.port()), TOKEN);
        gateway =
                NginxServer.startForRealm(
                        options,
                        OhifViewer.prepare(stack.options()),
                        REALM,
                        stack.keycloak().publicRoot());
    }

    @AfterAll
    void all_stop() {
        removeRealm();
        gateway.close();
        proxy.close();
        store.close();
    }

    static List<List<String>> requests() {
        return RequestTable.ofGateway("other-servers.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_request_arrives_where_the_server_has_its_services(List<String> row) throws IOException {
        renewFor(row.get(0), row.get(1));
        int before = store.lines().size();
        String[] asked = row.get(2).split(" ", 2);

        RawAnswer answer =
                new RawCall(asked[0], asked[1])
                        .bearer(shareOfA)
                        .header("Cookie", "session=1")
                        .send(gateway.root());

        if (!row.get(3).startsWith("/")) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.header("X-Dicom-Access-Reason")).contains(row.get(3));
            assertThat(store.lines()).hasSize(before);
            return;
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(store.lines().subList(before, store.lines().size()))
                .containsExactly(new Line(asked[0], row.get(3), 0));
        Headers sent = store.requests().get(before);
        assertThat(sent.get("Authorization")).containsExactly("Bearer " + TOKEN);
        assertThat(sent.getFirst("Host")).isEqualTo("localhost");
        assertThat(sent).doesNotContainKeys("Cookie", "Token", "Api-key", "Forwarded");
    }

    /** What is tried here is what the page tells. */
    @Test
    void the_page_names_the_roots_that_are_tried() throws IOException {
        String page =
                Files.readString(
                        stack.options().repository().resolve("docs/other-servers.md"), UTF_8);

        assertThat(requests().stream().map(row -> row.get(1)).distinct().toList())
                .allSatisfy(root -> assertThat(page).contains(documented(root)));
    }

    private static String documented(String root) {
        return root.replace("/projects/p/", "/projects/PROJECT/")
                .replace("/europe-west3/", "/LOCATION/")
                .replace("/datasets/d/", "/datasets/DATASET/")
                .replace("/dicomStores/s/", "/dicomStores/STORE/")
                .replaceFirst("/datastore/[0-9]+", "/datastore/DATASTORE");
    }

    private void renewFor(String wanted, String root) throws IOException {
        if (server.equals(wanted)) {
            return;
        }
        removeRealm();
        stack.administrator().importRealm(realm(root));
        URI endpoint = stack.keycloak().root().resolve("realms/" + REALM + "/dicom-access/");
        shareOfA =
                new LinkMinter(endpoint)
                        .mintToken(
                                "viewer-instant-link",
                                List.of(SampleStudies.A),
                                Instant.now().plus(1, ChronoUnit.HOURS));
        server = wanted;
    }

    private String realm(String root) throws IOException {
        Path exported = stack.options().repository().resolve("realm-export/orthanc-realm.json");
        String text =
                Files.readString(exported)
                        .replace("realms/orthanc/", "realms/" + REALM + "/")
                        .replace("default-roles-orthanc", "default-roles-" + REALM);
        ObjectNode realm = (ObjectNode) new ObjectMapper().readTree(text);
        realm.put("realm", REALM);
        for (JsonNode client : realm.withArray("clients")) {
            if (client.path("clientId").asText().equals("orthanc")) {
                ((ObjectNode) client)
                        .withObject("attributes")
                        .put("dicom-access.dicom-web.behind", root)
                        .put("dicom-access.wado-uri.behind", root.replaceFirst("/rs$", "/wado"))
                        // Orthanc's own interface is nowhere.
                        .put("dicom-access.rest.public", "/orthanc/rest")
                        .put("dicom-access.rest.behind", "/no-rest-interface");
            }
        }
        return realm.toString();
    }

    private void removeRealm() {
        if (stack.keycloak().hasRealm(REALM)) {
            stack.administrator().removeRealm(REALM);
        }
    }
}
