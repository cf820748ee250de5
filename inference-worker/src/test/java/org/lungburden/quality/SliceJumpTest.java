package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.Volume;

class SliceJumpTest {
    private final Volume scan = DrawnChest.whole().scan();

    @Test
    void aChestPasses() {
        assertThat(SliceJump.of(scan)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1024", "1, 1024", "30, 1024", "30, -1024", "30, 400", "59, 1024"})
    void aSliceWithAnotherInterceptIsNamed(int slice, int shift) {
        for (int n = 0; n < scan.hu()[slice].length; n++) {
            scan.hu()[slice][n] += (short) shift;
        }
        assertThat(SliceJump.of(scan)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.NOT_HOUNSFIELD);
            assertThat(finding.message())
                    .startsWith("Slice " + (slice + 1) + " of 60")
                    .contains(shift > 0 ? "above" : "below", "RescaleIntercept");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1024, 0})
    void aSliceWithoutImageBetweenOthersIsNamed(int hu) {
        Arrays.fill(scan.hu()[12], (short) hu);
        assertThat(SliceJump.of(scan)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.MISSING_SLICES);
            assertThat(finding.message()).startsWith("Slice 13 of 60");
        });
    }

    /** They lie outside what was scanned; {@link Coverage} leaves them out. */
    @Test
    void slicesWithoutImageAtTheEndsPass() {
        for (int k : new int[] {0, 1, 58, 59}) {
            Arrays.fill(scan.hu()[k], (short) -1024);
        }
        assertThat(SliceJump.of(scan)).isEmpty();
    }
}
