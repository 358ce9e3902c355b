package org.dicomaccess.keycloak.stack;

/** Something that was started and ends when it is closed. */
interface Part extends AutoCloseable {

    @Override
    void close();
}
