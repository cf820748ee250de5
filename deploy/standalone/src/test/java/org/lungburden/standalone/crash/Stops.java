package org.lungburden.standalone.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Seen from the service: a file names the point at which it stands still, until the file is gone. */
final class Stops {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path armed;

    Stops(Path armed) {
        this.armed = armed;
    }

    /** The file that appears when the point has been reached. */
    static Path reached(Path armed) {
        return armed.resolveSibling("reached");
    }

    void at(StopPoint point) {
        try {
            if (Files.exists(armed) && Files.readString(armed).equals(point.name())) {
                Files.writeString(reached(armed), point.name());
                while (Files.exists(armed)) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
