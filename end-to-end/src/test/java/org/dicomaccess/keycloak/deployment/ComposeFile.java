package org.dicomaccess.keycloak.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code compose config} prints, in whichever of its forms. */
final class ComposeFile {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern PORT =
            Pattern.compile("(?:\\[?([0-9a-f.:]+?)]?:)?([0-9]+):[0-9]+(?:/tcp)?");

    private final JsonNode tree;
    private final Map<String, Service> services = new TreeMap<>();

    private ComposeFile(JsonNode tree, Set<String> profiles) {
        this.tree = tree;
        tree.required("services")
                .properties()
                .forEach(
                        entry -> {
                            Service service = new Service(entry.getKey(), entry.getValue());
                            if (service.startsWithProfiles(profiles)) {
                                services.put(service.name(), service);
                            }
                        });
    }

    static ComposeFile of(String yaml, Set<String> profiles) {
        try {
            return new ComposeFile(YAML.readTree(yaml), profiles);
        } catch (JsonProcessingException notYaml) {
            throw new UncheckedIOException(notYaml);
        }
    }

    List<Service> services() {
        return List.copyOf(services.values());
    }

    Service service(String name) {
        Service service = services.get(name);
        if (service == null) {
            throw new AssertionError("no service " + name + " in " + services.keySet());
        }
        return service;
    }

    /** Whether a network has neither a way out nor one in. */
    boolean isInternal(String network) {
        return tree.required("networks").required(network).path("internal").asBoolean();
    }

    /** Whether it has IPv6 beside IPv4. */
    boolean hasIpv6(String network) {
        return tree.required("networks").required(network).path("enable_ipv6").asBoolean();
    }

    /** Who is in a network. */
    Set<String> membersOf(String network) {
        Set<String> members = new TreeSet<>();
        for (Service service : services()) {
            if (service.networks().contains(network)) {
                members.add(service.name());
            }
        }
        return members;
    }

    /** Services that others wait for to end well. */
    Set<String> oneShots() {
        Set<String> names = new TreeSet<>();
        for (Service service : services()) {
            service.dependencies()
                    .forEach(
                            (name, condition) -> {
                                if (condition.equals("service_completed_successfully")) {
                                    names.add(name);
                                }
                            });
        }
        return names;
    }

    /**
     * A port of the machine.
     *
     * @param address that it is open on; empty: on all
     */
    record Published(String address, String port) {

        boolean isLoopback() {
            return address.startsWith("127.") || address.equals("::1");
        }
    }

    /**
     * Something of the machine, or a volume, in a container.
     *
     * @param source an absolute path, or a volume's name
     */
    record Mounted(String source, String target, boolean readOnly) {}

    /** One service. */
    record Service(String name, JsonNode node) {

        private boolean startsWithProfiles(Set<String> profiles) {
            JsonNode own = node.path("profiles");
            return own.isEmpty() || texts(own).stream().anyMatch(profiles::contains);
        }

        String text(String field) {
            return node.path(field).asText();
        }

        List<String> texts(String field) {
            return texts(node.path(field));
        }

        Map<String, String> environment() {
            Map<String, String> variables = new LinkedHashMap<>();
            node.path("environment")
                    .properties()
                    .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
            return variables;
        }

        Set<String> networks() {
            Set<String> names = new TreeSet<>();
            node.path("networks").properties().forEach(entry -> names.add(entry.getKey()));
            return names;
        }

        /** Whom it waits for, and until when. */
        Map<String, String> dependencies() {
            Map<String, String> conditions = new TreeMap<>();
            node.path("depends_on")
                    .properties()
                    .forEach(
                            entry ->
                                    conditions.put(
                                            entry.getKey(),
                                            entry.getValue().required("condition").asText()));
            return conditions;
        }

        List<Published> ports() {
            List<Published> ports = new ArrayList<>();
            for (JsonNode port : node.path("ports")) {
                if (port.isObject()) {
                    ports.add(
                            new Published(
                                    port.path("host_ip").asText(),
                                    port.path("published").asText()));
                } else {
                    // An IPv6 address in front has colons of its own, with or without brackets.
                    Matcher parts = PORT.matcher(port.asText());
                    if (!parts.matches()) {
                        throw new AssertionError(port + " is no port");
                    }
                    ports.add(
                            new Published(
                                    Objects.requireNonNullElse(parts.group(1), ""),
                                    parts.group(2)));
                }
            }
            return ports;
        }

        List<Mounted> volumes() {
            List<Mounted> volumes = new ArrayList<>();
            for (JsonNode volume : node.path("volumes")) {
                if (volume.isObject()) {
                    volumes.add(
                            new Mounted(
                                    volume.path("source").asText(),
                                    volume.path("target").asText(),
                                    volume.path("read_only").asBoolean()));
                } else {
                    String[] parts = volume.asText().split(":");
                    volumes.add(
                            new Mounted(
                                    parts[0], parts[1], parts.length > 2 && parts[2].equals("ro")));
                }
            }
            return volumes;
        }

        private static List<String> texts(JsonNode list) {
            List<String> texts = new ArrayList<>();
            list.forEach(each -> texts.add(each.asText()));
            return texts;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
