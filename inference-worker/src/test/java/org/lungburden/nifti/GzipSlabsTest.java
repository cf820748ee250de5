package org.lungburden.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipSlabsTest {
    private static final byte[] FRONT = {1, 2, 3};

    @TempDir
    Path folder;

    /** The JDK's own reader joins the members; each member alone, found by the index, is a gzip of its slab. */
    @ParameterizedTest
    @CsvSource({"7, 3, 2", "6, 3, 4", "6, 3, 1", "2, 3, 2", "100000, 4096, 1000"})
    void eachMemberIsASlab(int bytes, int slabBytes, int writtenAtOnce) throws Exception {
        byte[] rest = new byte[bytes];
        new Random(1).nextBytes(rest);
        Path gz = folder.resolve("a.gz");
        try (GzipSlabs out = new GzipSlabs(gz, FRONT, bytes, slabBytes)) {
            for (int from = 0; from < bytes; from += writtenAtOnce) {
                out.write(rest, from, Math.min(writtenAtOnce, bytes - from));
            }
        }
        byte[] file = Files.readAllBytes(gz);
        byte[] all = unpacked(file);
        assertThat(all).startsWith(FRONT);
        assertThat(Arrays.copyOfRange(all, FRONT.length, all.length)).isEqualTo(rest);

        ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int slabs = (bytes + slabBytes - 1) / slabBytes;
        assertThat(head.getShort(10)).isEqualTo((short) (4 + 4 * (2 + slabs)));
        assertThat(new byte[] {head.get(12), head.get(13)}).containsExactly('L', 'B');
        assertThat(head.getInt(16)).isEqualTo(slabBytes);
        int from = 0;
        for (int member = 0; member <= slabs; member++) {
            int to = from + head.getInt(20 + 4 * member);
            byte[] expected = member == 0
                    ? FRONT
                    : Arrays.copyOfRange(rest, (member - 1) * slabBytes, Math.min(bytes, member * slabBytes));
            assertThat(unpacked(Arrays.copyOfRange(file, from, to))).isEqualTo(expected);
            from = to;
        }
        assertThat(from).isEqualTo(file.length);
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
