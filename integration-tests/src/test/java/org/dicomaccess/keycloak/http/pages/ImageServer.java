package org.dicomaccess.keycloak.http.pages;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** DICOMweb that shows one study to whoever brings an access token. */
public final class ImageServer implements AutoCloseable {
    public static final String STUDY = "2.25.1001";

    private static final String FOUND =
            """
            [{"0020000D": {"vr": "UI", "Value": ["%s"]},
              "00100010": {"vr": "PN", "Value": [{"Alphabetic": "<b>Doe</b>^Jane"}]},
              "00100020": {"vr": "LO", "Value": ["4711"]},
              "00100030": {"vr": "DA", "Value": ["19700102"]},
              "00080020": {"vr": "DA", "Value": ["20260304"]},
              "00081030": {"vr": "LO", "Value": ["Knee"]},
              "00080061": {"vr": "CS", "Value": ["MR"]}}]
            """
                    .formatted(STUDY);

    private final HttpServer server;

    public ImageServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/dicom-web/studies",
                call -> {
                    String token = call.getRequestHeaders().getFirst("Authorization");
                    boolean found =
                            call.getRequestURI()
                                    .getQuery()
                                    .startsWith("StudyInstanceUID=" + STUDY + "&");
                    byte[] body = (found ? FOUND : "[]").getBytes(StandardCharsets.UTF_8);
                    boolean known = token != null && token.startsWith("Bearer ey");
                    call.getResponseHeaders().set("Content-Type", "application/dicom+json");
                    call.sendResponseHeaders(known ? 200 : 401, body.length);
                    call.getResponseBody().write(body);
                    call.close();
                });
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/dicom-web";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
