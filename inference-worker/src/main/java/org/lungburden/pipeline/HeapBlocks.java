package org.lungburden.pipeline;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * How much heap an array takes. The collector G1 gives an array of more than half a region whole regions of its own ("humongous
 * objects").
 *
 * @param regionBytes of G1; 0 for a collector without such regions
 */
record HeapBlocks(long regionBytes) {
    private static final int HEADER_BYTES = 16;

    /** Without regions where the JVM does not tell: then less is assumed, and nothing is refused that fits. */
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
