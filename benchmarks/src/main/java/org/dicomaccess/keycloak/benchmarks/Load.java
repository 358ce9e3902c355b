package org.dicomaccess.keycloak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Load from Debian's {@code wrk}: a fixed number of connections that never pause. */
final class Load {
    private static final int CONNECTIONS = 16;

    /**
     * Requests, microseconds they took together, p99 in microseconds, answers that were not 2xx.
     */
    private static final Pattern SUMMARY = Pattern.compile("SUMMARY (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Path folder;

    Load(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a call as often as the server takes it.
     *
     * @throws IllegalStateException when an answer was not a success: a refusal is quickly given,
     *     and its figures would mean nothing
     */
    Figures measure(Call call, Duration time) {
        try {
            Path script = folder.resolve("call.lua");
            Files.writeString(script, script(call));
            Process wrk =
                    new ProcessBuilder(
                                    "wrk",
                                    "--threads",
                                    "1",
                                    "--connections",
                                    String.valueOf(CONNECTIONS),
                                    "--duration",
                                    time.toSeconds() + "s",
                                    "--script",
                                    script.toString(),
                                    call.address().toString())
                            .redirectErrorStream(true)
                            .start();
            String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
            Matcher summary = SUMMARY.matcher(output);
            if (!summary.find() || !summary.group(4).equals("0")) {
                throw new IllegalStateException(call.name() + " failed: " + output);
            }
            double seconds = Long.parseLong(summary.group(2)) / 1e6;
            return new Figures(
                    Long.parseLong(summary.group(1)) / seconds,
                    Duration.ofNanos(Long.parseLong(summary.group(3)) * 1000));
        } catch (IOException e) {
            throw new UncheckedIOException("wrk cannot run: apt-get install wrk", e);
        }
    }

    private static String script(Call call) {
        String headers =
                call.headers().entrySet().stream()
                        .map(
                                header ->
                                        "wrk.headers[ %s ] = %s"
                                                .formatted(
                                                        quoted(header.getKey()),
                                                        quoted(header.getValue())))
                        .collect(Collectors.joining("\n"));
        return String.join(
                "\n",
                List.of(
                        "wrk.method = " + quoted(call.method()),
                        headers,
                        call.body().isEmpty() ? "" : "wrk.body = " + quoted(call.body()),
                        "function done(summary, latency, requests)",
                        "  local errors = summary.errors",
                        "  local failed = errors.connect + errors.read + errors.write +"
                                + " errors.status + errors.timeout",
                        "  print(string.format('SUMMARY %d %d %d %d', summary.requests,"
                                + " summary.duration, latency:percentile(99), failed))",
                        "end",
                        ""));
    }

    private static String quoted(String text) {
        return "[==[" + text + "]==]";
    }
}
