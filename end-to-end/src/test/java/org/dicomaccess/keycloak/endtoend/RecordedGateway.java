package org.dicomaccess.keycloak.endtoend;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.jspecify.annotations.Nullable;

/** The shipped gateway between a Keycloak and an Orthanc that say what a test wants. */
final class RecordedGateway implements AutoCloseable {

    /** What the check of {@link #keycloak} grants, unless it is told otherwise. */
    static final String TARGET = "/dicom-web/studies";

    private final RecordingServer keycloak;
    private final RecordingServer orthanc;
    private final NginxServer nginx;

    private RecordedGateway(RecordingServer keycloak, RecordingServer orthanc, NginxServer nginx) {
        this.keycloak = keycloak;
        this.orthanc = orthanc;
        this.nginx = nginx;
    }

    static RecordedGateway start(String folder, GatewayOptions options) {
        RecordingServer orthanc = new RecordingServer();
        return start(folder, options, orthanc, orthanc.port());
    }

    /** The same with an Orthanc that runs already. */
    static RecordedGateway startBefore(
            RecordingServer orthanc, String folder, GatewayOptions options) {
        return start(folder, options, orthanc, orthanc.port());
    }

    /** The same with another server in Orthanc's place. */
    static RecordedGateway start(String folder, GatewayOptions options, int orthancPort) {
        return start(folder, options, new RecordingServer(), orthancPort);
    }

    private static RecordedGateway start(
            String folder, GatewayOptions options, RecordingServer orthanc, int orthancPort) {
        RecordingServer keycloak = new RecordingServer();
        Ports ports = Ports.free().withKeycloak(keycloak.port()).withOrthanc(orthancPort);
        NginxServer nginx =
                NginxServer.start(
                        StackOptions.ofBuild(RunningStack.module(), folder).on(ports),
                        OhifViewer.prepare(StackOptions.ofBuild(RunningStack.module(), "stack")),
                        options);
        RecordedGateway started = new RecordedGateway(keycloak, orthanc, nginx);
        started.checkGrants(Map.of());
        return started;
    }

    /** From now on every check is granted, with these headers more. */
    void checkGrants(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>();
        all.put("X-Dicom-Access-Reason", "granted");
        all.put("X-Dicom-Access-Target", TARGET);
        all.put("Cache-Control", "no-store");
        all.putAll(headers);
        all.values().removeIf(String::isEmpty);
        keycloak.say(200, all);
    }

    /** From now on every check is answered with this status, with these headers more. */
    void checkAnswers(int status, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>();
        all.put("X-Dicom-Access-Reason", status == 200 ? "granted" : "study_not_granted");
        all.put("X-Dicom-Access-Target", TARGET);
        all.putAll(headers);
        keycloak.say(status, all);
    }

    RecordingServer keycloak() {
        return keycloak;
    }

    RecordingServer orthanc() {
        return orthanc;
    }

    NginxServer nginx() {
        return nginx;
    }

    URI root() {
        return nginx.root();
    }

    /** The headers of the last request that reached Orthanc. */
    Headers lastAtOrthanc() {
        return last(orthanc);
    }

    /** The headers of the last check. */
    Headers lastCheck() {
        return last(keycloak);
    }

    /** A search, with one more header if there is a value for it. */
    RawCall.RawAnswer ask(String header, @Nullable String value) {
        RawCall call = new RawCall("GET", "/orthanc/dicom-web/studies");
        return (value == null ? call : call.header(header, value)).send(root());
    }

    private static Headers last(RecordingServer server) {
        List<Headers> requests = server.requests();
        return requests.get(requests.size() - 1);
    }

    @Override
    public void close() {
        nginx.close();
        orthanc.close();
        keycloak.close();
    }
}
