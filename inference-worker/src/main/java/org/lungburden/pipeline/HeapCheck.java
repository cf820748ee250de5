package org.lungburden.pipeline;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.ScanSize;

/** Refuses a scan that the heap cannot hold, before memory is allocated for its voxels. */
final class HeapCheck implements MemoryCheck {
    /** Heap that a process holds beside the study: the lowest measured value (docs/performance.md). */
    private static final long PROCESS_BYTES = 40L << 20;

    /** Measured: the garbage collector needs up to a third more heap than the live objects take. */
    private static final double WITH_HEADROOM = 1.35;

    private final ModelCard card;
    private final HeapBlocks blocks;
    private final long heapBytes;

    HeapCheck(ModelCard card, HeapBlocks blocks, long heapBytes) {
        this.card = card;
        this.blocks = blocks;
        this.heapBytes = heapBytes;
    }

    static HeapCheck ofThisJvm(ModelCard card) {
        return new HeapCheck(card, HeapBlocks.ofThisJvm(), Runtime.getRuntime().maxMemory());
    }

    @Override
    public void check(ScanSize scan) {
        long need = PROCESS_BYTES + HeapNeed.bytes(scan, card, blocks);
        if (need > heapBytes) {
            throw new CodedException(
                    ErrorCode.OUT_OF_MEMORY,
                    "The study takes " + megabytes(need) + " MB of heap, and the worker has " + megabytes(heapBytes)
                            + " MB; LUNGBURDEN_JAVA_OPTS=-Xmx" + enoughGigabytes(need) + "g gives it enough.");
        }
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }

    private static long enoughGigabytes(long need) {
        return (long) Math.ceil(need * WITH_HEADROOM / (1L << 30));
    }
}
