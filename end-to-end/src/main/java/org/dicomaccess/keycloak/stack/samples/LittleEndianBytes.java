package org.dicomaccess.keycloak.stack.samples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** Collects bytes; numbers of more than one byte begin with their lowest. */
final class LittleEndianBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LittleEndianBytes raw(byte[] values) {
        bytes.writeBytes(values);
        return this;
    }

    LittleEndianBytes ascii(String text) {
        return raw(text.getBytes(US_ASCII));
    }

    LittleEndianBytes uint16(int value) {
        bytes.write(value);
        bytes.write(value >>> 8);
        return this;
    }

    LittleEndianBytes uint32(int value) {
        return uint16(value).uint16(value >>> 16);
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
