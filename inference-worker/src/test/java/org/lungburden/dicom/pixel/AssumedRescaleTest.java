package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AssumedRescaleTest {
    @Test
    void airAndSoftTissueAreHounsfieldUnits() {
        assertThatCode(() -> judge(-1000, 40, 2)).doesNotThrowAnyException();
        assertThatCode(() -> judge(-850, -100, 90)).doesNotThrowAnyException();
        assertThatCode(() -> new AssumedRescale().check()).doesNotThrowAnyException();
    }

    @Test
    void otherValuesAreToldByAttribute() {
        assertNone(24, 1064, 50); // without the intercept of -1024
        assertNone(-2000, 1064, 30); // the same with padding
        assertNone(-1000, 1000, 50);
        assertNone(-500, 0, 50);
        assertNone(-1000, 40, 1);
        assertNone(-1000, 40, 99);
        assertNone(0, 255, 50);
    }

    private static void assertNone(int first, int second, int percent) {
        assertThatThrownBy(() -> judge(first, second, percent))
                .hasMessageStartingWith("NOT_HOUNSFIELD")
                .hasMessageContaining("RescaleIntercept");
    }

    /** A slice of two values, of which the first takes so many percent. */
    private static void judge(int first, int second, int percent) {
        short[] hu = new short[1000];
        Arrays.fill(hu, (short) second);
        Arrays.fill(hu, 0, 10 * percent, (short) first);
        AssumedRescale assumed = new AssumedRescale();
        assumed.add(hu, "RescaleIntercept is missing");
        assumed.check();
    }
}
