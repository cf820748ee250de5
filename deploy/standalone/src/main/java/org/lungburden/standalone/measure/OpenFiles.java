package org.lungburden.standalone.measure;

import java.io.IOException;

/** Closes what is open when the process must end early. */
public interface OpenFiles {
    /** Opens something quick that an early end closes; nothing ends in between. A second close must do nothing. */
    <T extends AutoCloseable> T open(Opening<T> opening) throws IOException;

    /** Forgets what is closed already. */
    void closed(AutoCloseable resource);

    /** Opens a resource. */
    @FunctionalInterface
    interface Opening<T> {
        T open() throws IOException;
    }
}
