package org.lungburden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Time limits that hold on a machine that does nothing else, for one that does. Where more threads want to run than there are
 * processors, each waits for its turn, and a limit grows by as much. On a quiet machine it stays as it is.
 */
public final class BusyMachine {
    private BusyMachine() {}

    /** @param alone what is promised when nothing else runs */
    public static Duration allows(Duration alone) {
        return Duration.ofNanos(Math.round(alone.toNanos() * Math.max(1, threadsPerProcessor())));
    }

    /** The larger of the last minute's mean and of this moment: the mean is slow to tell of a load that has just begun. */
    private static double threadsPerProcessor() {
        try {
            String[] load = Files.readString(Path.of("/proc/loadavg")).split("[ /]");
            double lastMinute = Double.parseDouble(load[0]);
            double now = Double.parseDouble(load[3]);
            return Math.max(lastMinute, now) / Runtime.getRuntime().availableProcessors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
