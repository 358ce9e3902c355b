package org.dicomaccess.keycloak.stack.samples;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the DICOM files this project needs and no others: explicit VR, little endian, flat data
 * sets without sequences (DICOM PS3.5 §7.1.2, PS3.10 §7.1).
 */
final class DicomFile {

    private static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

    /** Below the root of all UIDs of the samples, so that a reader can tell who wrote the file. */
    private static final String IMPLEMENTATION_CLASS_UID = "1.2.826.0.1.3680043.10.1337.1";

    private static final int PREAMBLE = 128;

    /** Sorted, because a data set has to be in the order of its tags. */
    private final Map<Integer, byte[]> elements = new TreeMap<>();

    private final String sopClassUid;
    private final String sopInstanceUid;

    DicomFile(String sopClassUid, String sopInstanceUid) {
        this.sopClassUid = sopClassUid;
        this.sopInstanceUid = sopInstanceUid;
        uid(0x00080016, sopClassUid);
        uid(0x00080018, sopInstanceUid);
    }

    DicomFile uid(int tag, String value) {
        return put(tag, "UI", padded(value, '\0'));
    }

    DicomFile text(int tag, String vr, String value) {
        return put(tag, vr, padded(value, ' '));
    }

    DicomFile number(int tag, int value) {
        return put(tag, "US", new LittleEndianBytes().uint16(value).toArray());
    }

    /** Pixel data, 16 bits each, row by row. */
    DicomFile pixels(short[] values) {
        LittleEndianBytes bytes = new LittleEndianBytes();
        for (short value : values) {
            bytes.uint16(value);
        }
        return put(0x7FE00010, "OW", bytes.toArray());
    }

    byte[] bytes() {
        LittleEndianBytes file =
                new LittleEndianBytes()
                        .raw(new byte[PREAMBLE])
                        .ascii("DICM")
                        .raw(metaInformation());
        elements.values().forEach(file::raw);
        return file.toArray();
    }

    private byte[] metaInformation() {
        byte[] group =
                new LittleEndianBytes()
                        .raw(element(0x00020001, "OB", new byte[] {0, 1}))
                        .raw(element(0x00020002, "UI", padded(sopClassUid, '\0')))
                        .raw(element(0x00020003, "UI", padded(sopInstanceUid, '\0')))
                        .raw(element(0x00020010, "UI", padded(EXPLICIT_VR_LITTLE_ENDIAN, '\0')))
                        .raw(element(0x00020012, "UI", padded(IMPLEMENTATION_CLASS_UID, '\0')))
                        .toArray();
        byte[] length = new LittleEndianBytes().uint32(group.length).toArray();
        return new LittleEndianBytes().raw(element(0x00020000, "UL", length)).raw(group).toArray();
    }

    private DicomFile put(int tag, String vr, byte[] value) {
        elements.put(tag, element(tag, vr, value));
        return this;
    }

    private static byte[] element(int tag, String vr, byte[] value) {
        LittleEndianBytes element =
                new LittleEndianBytes().uint16(tag >>> 16).uint16(tag).ascii(vr);
        // PS3.5 §7.1.2: the binary VRs have two reserved bytes and a length of 32 bits.
        if (vr.startsWith("O")) {
            element.uint16(0).uint32(value.length);
        } else {
            element.uint16(value.length);
        }
        return element.raw(value).toArray();
    }

    private static byte[] padded(String value, char padding) {
        String even = value.length() % 2 == 0 ? value : value + padding;
        return new LittleEndianBytes().ascii(even).toArray();
    }
}
