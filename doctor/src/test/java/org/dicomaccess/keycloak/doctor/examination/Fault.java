package org.dicomaccess.keycloak.doctor.examination;

import java.util.function.UnaryOperator;

/** What is wrong with a deployment: changes the answers of a healthy one. */
@FunctionalInterface
interface Fault {

    Fault NONE = (asked, told) -> told;

    Told instead(Asked asked, Told healthy);

    /** Changes the answers to this path only. */
    static Fault at(String path, UnaryOperator<Told> change) {
        return (asked, told) -> asked.path().equals(path) ? change.apply(told) : told;
    }

    /** Changes every answer below this path. */
    static Fault below(String path, UnaryOperator<Told> change) {
        return (asked, told) -> asked.path().startsWith(path) ? change.apply(told) : told;
    }

    /** Lets requests with this header through. */
    static Fault believing(String header) {
        return (asked, told) ->
                asked.header(header).isPresent() && asked.path().startsWith("/orthanc/")
                        ? Told.json("[]")
                        : told;
    }

    /** Lets requests through whose target holds this. */
    static Fault letting(String method, String part) {
        return (asked, told) ->
                asked.method().equals(method) && asked.target().contains(part)
                        ? Told.json("[]")
                        : told;
    }
}
