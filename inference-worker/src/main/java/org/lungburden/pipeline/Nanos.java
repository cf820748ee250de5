package org.lungburden.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * How long work took.
 *
 * @param wall nanoseconds on the clock
 * @param cpu nanoseconds of processor time of all threads of this process, the compiler's included
 */
public record Nanos(long wall, long cpu) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Work that a benchmark measures. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Runs the work once. */
    public static Nanos of(Work work) throws IOException {
        long wall = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        work.run();
        return new Nanos(System.nanoTime() - wall, PROCESS.getProcessCpuTime() - cpu);
    }

    /**
     * The least wall time and the least processor time of several runs.
     *
     * @param runs at least 1
     */
    public static Nanos fastest(int runs, Work work) throws IOException {
        Nanos fastest = of(work);
        for (int run = 1; run < runs; run++) {
            Nanos next = of(work);
            fastest = new Nanos(Math.min(fastest.wall, next.wall), Math.min(fastest.cpu, next.cpu));
        }
        return fastest;
    }
}
