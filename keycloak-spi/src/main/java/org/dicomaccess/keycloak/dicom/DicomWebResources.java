package org.dicomaccess.keycloak.dicom;

import java.util.List;

/** The resources of DICOMweb that can be read (DICOM PS3.18 §10.4 and §10.6). */
final class DicomWebResources {

    private DicomWebResources() {}

    static DicomWebRequest of(ServerRoots.Located located, List<QueryArgument> arguments) {
        List<String> path = located.below();
        if (path.size() == 1 && QidoSearch.LEVELS.contains(path.get(0))) {
            String there = located.behindRoot() + "/" + path.get(0);
            return new QidoSearch(there, QidoQuery.of(arguments));
        }
        StudyAddress address = StudyAddress.of(path);
        String here = located.behindRoot() + address.path();
        if (address.rest().isEmpty()) {
            return StudyRequest.of(
                    address.study(), Action.DOWNLOAD, here, ArgumentRules.NONE.read(arguments));
        }
        List<QueryArgument> understood =
                address.rest().size() == 1
                        ? atAnyLevel(address, arguments)
                        : InstanceResources.arguments(address, arguments);
        String there = here + "/" + String.join("/", address.rest());
        return StudyRequest.of(address.study(), Action.READ, there, understood);
    }

    private static List<QueryArgument> atAnyLevel(
            StudyAddress address, List<QueryArgument> arguments) {
        String resource = address.rest().get(0);
        if (isSearch(resource, address)) {
            return QidoQuery.of(arguments).below(address);
        }
        return switch (resource) {
            case "metadata" -> IncludeField.only(arguments);
            case "rendered", "thumbnail" -> RenderingArguments.RULES.read(arguments);
            case "bulkdata" -> ArgumentRules.NONE.read(arguments);
            default -> throw NotUnderstoodException.path("the study has no such resource");
        };
    }

    private static boolean isSearch(String resource, StudyAddress address) {
        return (resource.equals("series") && address.series().isEmpty())
                || (resource.equals("instances") && address.instance().isEmpty());
    }
}
