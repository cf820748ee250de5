package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CodestreamInputTest {
    @Test
    void theEndIsAFaultAndNotAByteOfOnes() throws IOException {
        try (CodestreamInput in = new CodestreamInput(new byte[] {1, -1, 3})) {
            assertThat(in.read()).isEqualTo(1);
            byte[] rest = new byte[5];
            assertThat(in.read(rest, 1, 4)).isEqualTo(2);
            assertThat(rest).containsExactly(0, -1, 3, 0, 0);
            assertThatThrownBy(in::read).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> in.read(rest, 0, 1)).isInstanceOf(UncheckedIOException.class);
            in.seek(1);
            assertThat(in.read()).isEqualTo(255);
            assertThat(in.length()).isEqualTo(3);
        }
    }
}
