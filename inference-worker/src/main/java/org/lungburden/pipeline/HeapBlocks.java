package org.lungburden.pipeline;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * How much heap an array takes. The garbage collector G1 gives an array of more than half a region its own whole
 * regions ("humongous objects").
 *
 * @param regionBytes size of a G1 region; 0 for a collector without such regions
 */
record HeapBlocks(long regionBytes) {
    private static final int HEADER_BYTES = 16;

    /**
     * When the JVM does not reveal its region size, the estimate assumes no regions. The estimate is then lower, so
     * that no study is refused that would fit.
     */
    static HeapBlocks ofThisJvm() {
        @Nullable HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (options == null || !Boolean.parseBoolean(option(options, "UseG1GC"))) {
            return new HeapBlocks(0);
        }
        return new HeapBlocks(Long.parseLong(option(options, "G1HeapRegionSize")));
    }

    private static String option(HotSpotDiagnosticMXBean options, String name) {
        try {
            return options.getVMOption(name).getValue();
        } catch (IllegalArgumentException notThisJvm) {
            return "0";
        }
    }

    /** @param contentBytes of one array */
    long bytes(long contentBytes) {
        long bytes = contentBytes + HEADER_BYTES;
        if (regionBytes == 0 || bytes <= regionBytes / 2) {
            return bytes;
        }
        return (bytes + regionBytes - 1) / regionBytes * regionBytes;
    }
}
