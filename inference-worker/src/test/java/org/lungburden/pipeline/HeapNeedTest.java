package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.ScanSize;

/** Sums by hand: a scan of 100 x 80 pixels and 20 slices, 2 mm apart, for a network of 10 x 10 pixels that wants them 4 mm apart. */
class HeapNeedTest {
    private static final ModelCard CARD = new ModelCard("net", "1", "00", "{}", 10, 10, -1024, 600, 4);
    private static final HeapBlocks NO_REGIONS = new HeapBlocks(0);
    /** Every second slice, 100 values of 4 bytes and four times as many, with their headers. */
    private static final long NETWORK = 10 * (400 + 16 + 1600 + 16);

    private static final long MIB = 1 << 20;

    /** Columns to the left and rows to the back, as in memory. */
    private static final Affine AS_IN_MEMORY = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0);

    private static ScanSize scan(Affine affine) {
        return new ScanSize(100, 80, 20, affine);
    }

    @Test
    void aScanAsInMemoryIsHeldOnce() {
        long held = 20 * (16000 + 16) + 2 * 20 * (8000 + 16) + NETWORK;
        assertThat(HeapNeed.bytes(scan(AS_IN_MEMORY), CARD, NO_REGIONS)).isEqualTo(held);
        Affine feetLast = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -2, 0);
        assertThat(HeapNeed.bytes(scan(feetLast), CARD, NO_REGIONS)).isEqualTo(held);
    }

    @Test
    void aScanThatIsTurnedIsHeldTwice() {
        Affine flipped = Affine.ofRows(1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2, 0);
        long held = 2 * 20 * (16000 + 16) + 2 * 20 * (8000 + 16) + NETWORK;
        assertThat(HeapNeed.bytes(scan(flipped), CARD, NO_REGIONS)).isEqualTo(held);
    }

    /** Stored from right to left: 80 columns, 20 rows and 100 slices of 2 mm become 100 x 80 x 20. */
    @Test
    void aScanIsMeasuredAlongThePatient() {
        Affine sagittal = Affine.ofRows(0, 0, -1, 0, -1, 0, 0, 0, 0, 2, 0, 0);
        long stored = 100 * (2 * 80 * 20 + 16);
        long turned = 20 * (2 * 100 * 80 + 16);
        long labels = 2 * 20 * (100 * 80 + 16);
        assertThat(HeapNeed.bytes(new ScanSize(80, 20, 100, sagittal), CARD, NO_REGIONS))
                .isEqualTo(stored + turned + labels + NETWORK);
    }

    @ParameterizedTest
    @CsvSource({"524272, 524288", "524273, 1048576", "1048560, 1048576", "1048561, 2097152"})
    void largeArraysGetWholeRegions(long content, long taken) {
        assertThat(new HeapBlocks(MIB).bytes(content)).isEqualTo(taken);
        assertThat(NO_REGIONS.bytes(content)).isEqualTo(content + 16);
    }

    @Test
    void tellsTheRegionsOfThisJvm() {
        long region = HeapBlocks.ofThisJvm().regionBytes();
        assertThat(region == 0 || Long.bitCount(region) == 1 && region >= MIB).isTrue();
    }

    @Test
    void refusesOnlyWhatCannotFit() {
        ScanSize scan = new ScanSize(512, 512, 400, AS_IN_MEMORY);
        long need = 40 * MIB + HeapNeed.bytes(scan, CARD, NO_REGIONS);
        MemoryCheck enough = new HeapCheck(CARD, NO_REGIONS, need);
        assertThatCode(() -> enough.check(scan)).doesNotThrowAnyException();

        MemoryCheck less = new HeapCheck(CARD, NO_REGIONS, need - 1);
        assertThatThrownBy(() -> less.check(scan)).isInstanceOfSatisfying(CodedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
            assertThat(refused.detail())
                    .isEqualTo("The study takes 440 MB of heap, and the worker has 440 MB;"
                            + " LUNGBURDEN_JAVA_OPTS=-Xmx1g gives it enough.");
        });
    }
}
