package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Bodies larger than any memory that is put aside for them pass through the gateway while they are
 * still being sent, and leave nothing on its disk.
 */
class StreamingIT {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long SIZE = 320 * MEGABYTE;

    /** More than the system and nginx hold between the two ends. */
    private static final long FIRST_PART = 48 * MEGABYTE;

    private static final long PATIENCE_SECONDS = 60;
    private static final String CONTINUE = "HTTP/1.1 100 Continue";
    private static final String AFTER_THE_REFUSAL = "application/x-after-the-refusal";
    private static final byte[] BLOCK = new byte[(int) MEGABYTE];

    private final ExecutorService behind = Executors.newSingleThreadExecutor();
    private ServerSocket orthanc;
    private RecordedGateway gateway;

    @BeforeEach
    void a_gateway_starts() throws IOException {
        orthanc = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        gateway =
                RecordedGateway.start("streaming", GatewayOptions.usual(), orthanc.getLocalPort());
    }

    @AfterEach
    void it_stops() throws IOException {
        gateway.close();
        orthanc.close();
        behind.shutdownNow();
    }

    @Test
    void a_large_upload_arrives_while_it_is_still_sent() throws Exception {
        Semaphore arrived = new Semaphore(0);
        CompletableFuture<Long> received =
                CompletableFuture.supplyAsync(() -> receive(arrived), behind);
        try (Socket client = connect()) {
            OutputStream out = client.getOutputStream();
            out.write(
                    head(
                            "POST",
                            "Content-Type: multipart/related; type=\"application/dicom\"\r\n"
                                    + "Content-Length: "
                                    + SIZE));
            send(out, FIRST_PART);

            assertThat(arrived.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("some of the first part arrived, and the rest was not sent yet")
                    .isTrue();
            assertThatNothingIsOnDisk();

            send(out, SIZE - FIRST_PART);
            assertThat(statusOf(client.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(received.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(SIZE);
        assertThatNothingIsOnDisk();
    }

    @Test
    void a_large_answer_does_so_too() throws Exception {
        Semaphore askedForMore = new Semaphore(0);
        CompletableFuture<Long> sent =
                CompletableFuture.supplyAsync(() -> answer(askedForMore), behind);
        try (Socket client = connect()) {
            client.getOutputStream().write(head("GET", "Accept: application/zip"));
            InputStream in = client.getInputStream();
            assertThat(statusOf(in)).isEqualTo("HTTP/1.1 200 OK");

            long first = count(in, MEGABYTE);
            assertThat(first).as("there before the rest was sent").isEqualTo(MEGABYTE);
            assertThatNothingIsOnDisk();
            askedForMore.release();

            assertThat(first + count(in, SIZE)).isEqualTo(SIZE);
        }
        assertThat(sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(SIZE);
        assertThatNothingIsOnDisk();
    }

    @Test
    void an_upload_beyond_the_limit_is_refused_before_it_is_sent() throws Exception {
        try (Socket client = connect()) {
            long beyond = 2048 * MEGABYTE + 1;
            client.getOutputStream()
                    .write(head("POST", "Content-Length: " + beyond + "\r\nExpect: 100-continue"));

            assertThat(statusOf(client.getInputStream()))
                    .isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    /** The first that Orthanc hears of anything is what is granted after it. */
    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvFileSource(resources = "refused-uploads.csv", numLinesToSkip = 1)
    void nothing_of_an_upload_that_is_refused_reaches_orthanc(
            int checkSays, Framing framing, boolean waits, int answer) throws Exception {
        gateway.checkAnswers(checkSays, Map.of());
        try (Socket client = connect()) {
            OutputStream out = client.getOutputStream();
            out.write(
                    head(
                            "POST",
                            "Content-Type: multipart/related; type=\"application/dicom\"\r\n"
                                    + framing.header
                                    + (waits ? "\r\nExpect: 100-continue" : "")));
            InputStream in = client.getInputStream();
            String status = waits ? statusOf(in) : CONTINUE;
            if (status.equals(CONTINUE)) {
                CompletableFuture<Void> body =
                        CompletableFuture.runAsync(() -> sendWhatIsTaken(out, framing), behind);
                status = statusOf(in);
                body.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }

            assertThat(status).startsWith("HTTP/1.1 " + answer + " ");
        }
        assertThat(gateway.keycloak().lines())
                .extracting(RecordingServer.Line::bodyLength)
                .containsExactly(0L);
        assertThatNothingIsOnDisk();

        gateway.checkGrants(Map.of());
        CompletableFuture<String> heard = CompletableFuture.supplyAsync(this::hear, behind);
        RawAnswer next =
                new RawCall("GET", "/orthanc/dicom-web/studies")
                        .header("Accept", AFTER_THE_REFUSAL)
                        .send(gateway.root());

        assertThat(next.status()).isEqualTo(200);
        assertThat(heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .startsWith("GET " + RecordedGateway.TARGET + " HTTP/1.1\r\n")
                .contains("\r\nAccept: " + AFTER_THE_REFUSAL + "\r\n")
                .doesNotContain("multipart");
    }

    /** How a request says where its body ends (RFC 9112 section 6). */
    enum Framing {
        LENGTH("Content-Length: " + FIRST_PART, "", "", ""),
        CHUNKED(
                "Transfer-Encoding: chunked",
                Long.toHexString(MEGABYTE) + "\r\n",
                "\r\n",
                "0\r\n\r\n");

        private final String header;
        private final String beforeBlock;
        private final String afterBlock;
        private final String end;

        Framing(String header, String beforeBlock, String afterBlock, String end) {
            this.header = header;
            this.beforeBlock = beforeBlock;
            this.afterBlock = afterBlock;
            this.end = end;
        }
    }

    /** A gateway that has refused may hang up meanwhile. */
    private static void sendWhatIsTaken(OutputStream out, Framing framing) {
        try {
            for (long sent = 0; sent < FIRST_PART; sent += BLOCK.length) {
                out.write(framing.beforeBlock.getBytes(ISO_8859_1));
                out.write(BLOCK);
                out.write(framing.afterBlock.getBytes(ISO_8859_1));
            }
            out.write(framing.end.getBytes(ISO_8859_1));
            out.flush();
        } catch (IOException hungUp) {
            // It has said what it had to say.
        }
    }

    /** The head of the first request that comes to Orthanc, since it began. */
    private String hear() {
        try (Socket gatewaysSide = orthanc.accept()) {
            String head = readHead(gatewaysSide.getInputStream());
            gatewaysSide.getOutputStream().write(answerHead(0));
            return head;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private long receive(Semaphore arrived) {
        try (Socket gatewaysSide = orthanc.accept()) {
            InputStream in = gatewaysSide.getInputStream();
            readHead(in);
            // The client sends no more than its first part until this was said.
            long received = count(in, MEGABYTE);
            arrived.release();
            received += count(in, SIZE - received);
            gatewaysSide.getOutputStream().write(answerHead(0));
            return received;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private long answer(Semaphore askedForMore) {
        try (Socket gatewaysSide = orthanc.accept()) {
            readHead(gatewaysSide.getInputStream());
            OutputStream out = gatewaysSide.getOutputStream();
            out.write(answerHead(SIZE));
            send(out, 2 * MEGABYTE);
            if (!askedForMore.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the first part was not passed on");
            }
            send(out, SIZE - 2 * MEGABYTE);
            return SIZE;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.root().getPort());
        client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return client;
    }

    private static byte[] head(String method, String headers) {
        return (method
                        + " /orthanc/dicom-web/studies/1 HTTP/1.1\r\nHost: localhost\r\n"
                        + "Connection: close\r\n"
                        + headers
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static byte[] answerHead(long length) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: "
                        + length
                        + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static void send(OutputStream out, long bytes) throws IOException {
        for (long left = bytes; left > 0; left -= BLOCK.length) {
            out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
        }
        out.flush();
    }

    private static long count(InputStream in, long most) throws IOException {
        byte[] block = new byte[64 * 1024];
        long count = 0;
        while (count < most) {
            int read = in.read(block, 0, (int) Math.min(block.length, most - count));
            if (read < 0) {
                break;
            }
            count += read;
        }
        return count;
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String statusOf(InputStream in) throws IOException {
        return readHead(in).lines().findFirst().orElse("nothing");
    }

    private void assertThatNothingIsOnDisk() throws IOException {
        for (Path folder : gateway.nginx().temporaryFolders()) {
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }
}
