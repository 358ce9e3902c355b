package org.dicomaccess.keycloak.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Secret;
import org.dicomaccess.keycloak.doctor.http.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What the command was called with.
 *
 * @param isJson whether a program reads the answer
 */
record Arguments(Target target, boolean isJson) {
    static final String USAGE =
            """
            usage: java -jar keycloak-dicom-access-doctor.jar ADDRESS [OPTION]...

            Examines a running deployment from outside and says what is wrong and how to mend it.
            ADDRESS is the one that people use, with its path: https://images.example.org/imaging

              --realm NAME          the realm (orthanc)
              --client ID           client id of the resource server (orthanc)
              --secret-file FILE    holds its secret; or the environment, DICOM_ACCESS_CLIENT_SECRET.
                                    With it a synthetic share is given, opened and taken back
              --keycloak URL        where Keycloak is, if it has an address of its own
              --orthanc URL         an Orthanc with its authorization plugin, to look at its locks
              --study ID/UID        a study that is there: Orthanc's id and the StudyInstanceUID
              --ca FILE             the certificates of your own authority (PEM)
              --insecure            go on whatever certificate is shown
              --json                for a program to read

            Ends with 0 if nothing is wrong, 1 if something is, 2 if it was called wrongly.
            """;

    private static final String SECRET = "DICOM_ACCESS_CLIENT_SECRET";
    private static final Set<String> FLAGS = Set.of("--insecure", "--json");
    private static final Set<String> OPTIONS =
            Set.of(
                    "--realm",
                    "--client",
                    "--secret-file",
                    "--keycloak",
                    "--orthanc",
                    "--study",
                    "--ca");

    /**
     * Reads them.
     *
     * @throws WrongCallException with the reason
     */
    static Arguments of(List<String> words, Map<String, String> environment)
            throws WrongCallException {
        Map<String, String> options = new HashMap<>();
        URI gateway = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (FLAGS.contains(word)) {
                options.put(word, "");
            } else if (OPTIONS.contains(word)) {
                if (i + 1 == words.size()) {
                    throw new WrongCallException(word + " needs a value.");
                }
                i++;
                options.put(word, words.get(i));
            } else if (word.startsWith("--secret") || word.startsWith("--password")) {
                throw new WrongCallException(
                        "A secret on the command line is seen by everybody on this machine: use"
                                + " --secret-file or "
                                + SECRET
                                + ".");
            } else if (word.startsWith("-")) {
                throw new WrongCallException("There is no option " + word + ".");
            } else if (gateway != null) {
                throw new WrongCallException("One address is enough.");
            } else {
                gateway = address(word);
                if (gateway.getPath().endsWith("/ohif")) {
                    throw new WrongCallException(
                            "Leave out /ohif: the address is that of everything.");
                }
            }
        }
        if (gateway == null) {
            throw new WrongCallException("The address is missing.");
        }
        return new Arguments(target(gateway, options, environment), options.containsKey("--json"));
    }

    private static Target target(
            URI gateway, Map<String, String> options, Map<String, String> environment)
            throws WrongCallException {
        URI keycloak =
                options.containsKey("--keycloak") ? address(options.get("--keycloak")) : gateway;
        return new Target(
                gateway,
                keycloak,
                Addresses.isThisMachine(gateway),
                name(options, "--realm"),
                name(options, "--client"),
                secret(Optional.ofNullable(options.get("--secret-file")), environment),
                orthanc(options),
                trust(options),
                options.containsKey("--insecure"));
    }

    private static String name(Map<String, String> options, String option)
            throws WrongCallException {
        String name = options.getOrDefault(option, "orthanc");
        if (!name.matches("[A-Za-z0-9._~-]+")) {
            throw new WrongCallException(
                    option + " takes letters, digits, '.', '_', '~' and '-' only.");
        }
        return name;
    }

    private static Optional<Secret> secret(Optional<String> file, Map<String, String> environment)
            throws WrongCallException {
        if (file.isEmpty()) {
            return Optional.ofNullable(environment.get(SECRET))
                    .filter(secret -> !secret.isBlank())
                    .map(secret -> new Secret(secret.strip()));
        }
        try {
            String secret = Files.readString(Path.of(file.get())).strip();
            if (secret.isEmpty()) {
                throw new WrongCallException("The file of --secret-file is empty.");
            }
            return Optional.of(new Secret(secret));
        } catch (IOException | InvalidPathException unreadable) {
            throw new WrongCallException(
                    "The file of --secret-file cannot be read: " + file.get(), unreadable);
        }
    }

    private static Optional<Target.Orthanc> orthanc(Map<String, String> options)
            throws WrongCallException {
        if (options.containsKey("--orthanc") != options.containsKey("--study")) {
            throw new WrongCallException("--orthanc and --study go together.");
        }
        if (!options.containsKey("--orthanc")) {
            return Optional.empty();
        }
        String[] study =
                options.getOrDefault("--study", "").toLowerCase(Locale.ROOT).split("/", -1);
        if (study.length != 2
                || !study[0].matches("[a-f0-9]{8}(-[a-f0-9]{8}){4}")
                || !study[1].matches("[0-9.]{1,64}")) {
            throw new WrongCallException(
                    "--study takes Orthanc's id of a study, a slash, and its StudyInstanceUID.");
        }
        return Optional.of(
                new Target.Orthanc(address(options.get("--orthanc")), study[0], study[1]));
    }

    private static Trust trust(Map<String, String> options) throws WrongCallException {
        String file = options.get("--ca");
        if (file == null) {
            return Trust.usual();
        }
        try {
            return Trust.of(Path.of(file));
        } catch (IOException | InvalidPathException unusable) {
            throw new WrongCallException(
                    "The file of --ca cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static URI address(@Nullable String text) throws WrongCallException {
        String plain = String.valueOf(text).replaceAll("/+$", "");
        URI address =
                Addresses.parsed(plain)
                        .filter(uri -> String.valueOf(uri.getScheme()).matches("https?"))
                        .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null)
                        .filter(uri -> uri.getRawUserInfo() == null)
                        .orElse(null);
        if (address == null) {
            throw new WrongCallException(
                    "An address is https://HOST, with a port and a path perhaps, and not: "
                            + plain);
        }
        return Addresses.asBrowsersWrite(address);
    }
}
