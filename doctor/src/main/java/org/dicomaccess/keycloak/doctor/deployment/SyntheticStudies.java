package org.dicomaccess.keycloak.doctor.deployment;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Two studies that are on no server, since their UIDs were made a moment ago (DICOM PS3.5 §B.2).
 *
 * @param shared what the doctor's share opens
 * @param other what it does not open
 */
public record SyntheticStudies(String shared, String other) {

    static SyntheticStudies anew() {
        return new SyntheticStudies(uid(), uid());
    }

    private static String uid() {
        UUID random = UUID.randomUUID();
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(random.getMostSignificantBits())
                        .putLong(random.getLeastSignificantBits())
                        .array();
        return "2.25." + new BigInteger(1, bytes);
    }
}
