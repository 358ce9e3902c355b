package org.dicomaccess.keycloak.dicom;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/**
 * The resources of a study in Orthanc's REST interface that tell of this study alone. Left out on
 * purpose: {@code patient} and {@code metadata}, which name other studies, and everything that is
 * not below a study.
 */
final class OrthancStudyResources {

    private static final ArgumentRules FORMAT = flags("short", "simplify");

    /** By the segment behind the identifier; the empty one is the study itself. */
    private static final Map<String, Resource> RESOURCES =
            Map.of(
                    "", new Resource(Action.READ, flags("full", "short", "simplify")),
                    "series",
                            new Resource(Action.READ, flags("expand", "full", "short", "simplify")),
                    "instances",
                            new Resource(Action.READ, flags("expand", "full", "short", "simplify")),
                    "statistics", new Resource(Action.READ, ArgumentRules.NONE),
                    "shared-tags", new Resource(Action.READ, FORMAT),
                    "instances-tags", new Resource(Action.READ, FORMAT),
                    "module", new Resource(Action.READ, FORMAT),
                    "module-patient", new Resource(Action.READ, FORMAT),
                    "archive", new Resource(Action.DOWNLOAD, ArgumentRules.NONE),
                    "media", new Resource(Action.DOWNLOAD, ArgumentRules.NONE));

    private record Resource(Action action, ArgumentRules flags) {}

    private OrthancStudyResources() {}

    static DicomWebRequest of(ServerRoots.Located located, List<QueryArgument> arguments) {
        List<String> path = located.below();
        if (path.size() < 2 || path.size() > 3 || !path.get(0).equals("studies")) {
            throw NotUnderstoodException.path("the path leads to no study");
        }
        String name = path.size() == 3 ? path.get(2) : "";
        Resource resource = RESOURCES.get(name);
        if (resource == null) {
            throw NotUnderstoodException.path("the study has no such resource");
        }
        OrthancId study = id(path.get(1));
        String there =
                located.behindRoot() + "/studies/" + study + (name.isEmpty() ? "" : "/") + name;
        return new OrthancStudyRequest(
                study, resource.action(), there + query(resource.flags().read(arguments)));
    }

    private static OrthancId id(String segment) {
        try {
            return new OrthancId(segment);
        } catch (InvalidOrthancIdException e) {
            throw NotUnderstoodException.path("the path holds no identifier of Orthanc");
        }
    }

    /** Orthanc's flags are there or not; they have no value. */
    private static ArgumentRules flags(String... names) {
        ArgumentRules rules = ArgumentRules.NONE;
        for (String name : names) {
            rules = rules.with(name, "");
        }
        return rules;
    }

    private static String query(List<QueryArgument> flags) {
        return flags.isEmpty()
                ? ""
                : flags.stream().map(QueryArgument::name).collect(joining("&", "?", ""));
    }
}
