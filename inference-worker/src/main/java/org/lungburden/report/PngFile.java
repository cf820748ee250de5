package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes RGB pictures as PNG (W3C, third edition). The JDK's writer tries all filters on each line and takes three times
 * as long for a larger file: neighbors in a scan are alike from line to line, so that the filter Up serves every line.
 */
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS = 8;
    private static final byte TRUE_COLOR = 2;
    private static final byte UP = 2;
    private static final int CHUNK_BYTES = 1 << 16;

    private final DataOutputStream out;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private PngFile(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** @param image of type {@link BufferedImage#TYPE_INT_RGB} */
    static void write(BufferedImage image, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new PngFile(out).write(image);
        }
    }

    private void write(BufferedImage image) throws IOException {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        out.write(SIGNATURE);
        chunk("IHDR", header(image.getWidth(), image.getHeight()), 13);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            lines(pixels, image.getWidth(), image.getHeight(), deflater);
        } finally {
            deflater.end();
        }
        chunk("IEND", new byte[0], 0);
        out.flush();
    }

    private static byte[] header(int width, int height) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(BITS)
                .put(TRUE_COLOR)
                .array();
    }

    private void lines(int[] pixels, int width, int height, Deflater deflater) throws IOException {
        int[] above = new int[width];
        int[] line = new int[width];
        byte[] filtered = new byte[1 + 3 * width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * width, line, 0, width);
            filter(line, above, filtered);
            deflater.setInput(filtered);
            while (!deflater.needsInput()) {
                chunk("IDAT", chunk, deflater.deflate(chunk));
            }
            int[] done = above;
            above = line;
            line = done;
        }
        deflater.finish();
        while (!deflater.finished()) {
            chunk("IDAT", chunk, deflater.deflate(chunk));
        }
    }

    /** The differences to the line above, modulo 256. */
    private static void filter(int[] line, int[] above, byte[] filtered) {
        filtered[0] = UP;
        for (int x = 0; x < line.length; x++) {
            filtered[3 * x + 1] = (byte) ((line[x] >> 16) - (above[x] >> 16));
            filtered[3 * x + 2] = (byte) ((line[x] >> 8) - (above[x] >> 8));
            filtered[3 * x + 3] = (byte) (line[x] - above[x]);
        }
    }

    private void chunk(String type, byte[] data, int bytes) throws IOException {
        if (bytes == 0 && type.equals("IDAT")) {
            return;
        }
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data, 0, bytes);
        out.writeInt(bytes);
        out.write(name);
        out.write(data, 0, bytes);
        out.writeInt((int) check.getValue());
    }
}
