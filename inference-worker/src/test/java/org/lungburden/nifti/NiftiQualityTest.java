package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.study.QualityFlag;

class NiftiQualityTest {
    @ParameterizedTest
    @CsvSource({"0, false", "0.4, false", "15, true", "-30, true"})
    void aShearedGridIsNotedWithItsAngle(double degrees, boolean noted) {
        double radians = Math.toRadians(degrees);
        Affine affine = Affine.ofRows(-2, 0, 0, 0, 0, -2, 3 * Math.sin(radians), 0, 0, 0, 3 * Math.cos(radians), 0);
        assertThat(NiftiQuality.tilt(affine).map(QualityFlag::value))
                .isEqualTo(noted ? Optional.of(Math.abs(degrees)) : Optional.empty());
    }

    @Test
    void aTurnedGridIsNotSheared() {
        double cos = Math.cos(0.6);
        double sin = Math.sin(0.6);
        assertThat(NiftiQuality.tilt(Affine.ofRows(2 * cos, -3 * sin, 0, 0, 2 * sin, 3 * cos, 0, 0, 0, 0, 5, 0)))
                .isEmpty();
    }

    /** A hole counts; what lies outside the circle, and a notch in its edge, do not. */
    @Test
    void onlyMissingValuesWithinTheImageCount() {
        assertThat(count("x...x", ".....", "..x..", "..xx.", ".....")).isEqualTo(3);
        assertThat(count("xx.xx", "x...x", ".....", "x...x", "xx.xx")).isZero();
        assertThat(count("..x..", "..x..", ".....")).isZero();
        assertThat(count("xxx", "xxx")).isZero();
    }

    @Test
    void missingValuesAreNoted() {
        assertThat(NiftiQuality.missing(0.025)).hasValueSatisfying(flag -> {
            assertThat(flag.code()).isEqualTo("MISSING_VALUES");
            assertThat(flag.value()).isEqualTo(2.5);
            assertThat(flag.message()).startsWith("2.50 %");
        });
        assertThat(NiftiQuality.missing(1e-5)).isEmpty();
    }

    private static long count(String... rows) {
        String all = String.join("", rows);
        boolean[] missing = new boolean[all.length()];
        for (int n = 0; n < missing.length; n++) {
            missing[n] = all.charAt(n) == 'x';
        }
        return MissingInside.count(missing, rows[0].length());
    }
}
