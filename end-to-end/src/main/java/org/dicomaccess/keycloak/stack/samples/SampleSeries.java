package org.dicomaccess.keycloak.stack.samples;

import java.util.List;

/**
 * One series of a synthetic study.
 *
 * @param seriesInstanceUid Series Instance UID (0020,000E)
 * @param number Series Number (0020,0011)
 * @param description Series Description (0008,103E)
 * @param instances its images, by number
 */
public record SampleSeries(
        String seriesInstanceUid, int number, String description, List<SampleInstance> instances) {

    public SampleSeries {
        instances = List.copyOf(instances);
    }
}
