package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the doctor's jar, as an administrator runs it.
 *
 * @param code it ended with
 * @param output everything it printed
 */
record DoctorRun(int code, String output) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Runs it.
     *
     * @param secret of the client {@code orthanc}
     */
    static DoctorRun with(String secret, String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(
                RunningStack.module()
                        .resolve("target/parts/keycloak-dicom-access-doctor.jar")
                        .toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("DICOM_ACCESS_CLIENT_SECRET", secret);
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new DoctorRun(process.waitFor(), output);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What a run with {@code --json} found, by the names of the examinations. */
    Map<String, JsonNode> examinations() {
        try {
            Map<String, JsonNode> examinations = new LinkedHashMap<>();
            JSON.readTree(output)
                    .required("examinations")
                    .forEach(one -> examinations.put(one.required("name").asText(), one));
            return examinations;
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(output, notJson);
        }
    }

    /** The names of the examinations that ended so. */
    List<String> ended(String verdict) {
        return examinations().entrySet().stream()
                .filter(one -> one.getValue().required("verdict").asText().equals(verdict))
                .map(Map.Entry::getKey)
                .toList();
    }
}
