package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngFileTest {
    /** Noise fills more than one chunk of compressed bytes. */
    @ParameterizedTest
    @CsvSource({"1, 1", "7, 5", "300, 200", "1, 400", "400, 1"})
    void anotherReaderFindsTheSamePixels(int width, int height, @TempDir Path folder) throws Exception {
        BufferedImage image = Canvas.blank(width, height);
        int colors = ((IndexColorModel) image.getColorModel()).getMapSize();
        Random random = new Random(1);
        byte[] pixels = Canvas.pixelsOf(image);
        for (int n = 0; n < pixels.length; n++) {
            pixels[n] = (byte) random.nextInt(colors);
        }
        Path file = folder.resolve("picture.png");

        PngFile.write(image, file);

        checkSumsOf(file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getColorModel().getPixelSize()).isEqualTo(8);
        assertThat(read.getRGB(0, 0, width, height, null, 0, width))
                .isEqualTo(image.getRGB(0, 0, width, height, null, 0, width));
    }

    /** ImageIO ignores the check sums, and other readers refuse a wrong one. */
    private static void checkSumsOf(Path file) throws IOException {
        ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(file)).position(8);
        while (png.hasRemaining()) {
            int bytes = 4 + png.getInt();
            CRC32 check = new CRC32();
            check.update(png.slice().limit(bytes));
            assertThat(png.position(png.position() + bytes).getInt()).isEqualTo((int) check.getValue());
        }
    }
}
