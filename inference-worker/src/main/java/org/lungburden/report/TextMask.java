package org.lungburden.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/** How much of each pixel a line of text covers; the same memory serves line after line. */
final class TextMask implements AutoCloseable {
    /** Room of a letter of the largest size, with what hangs below its baseline. */
    private static final int HEIGHT = 64;

    private static final int BASELINE = 44;
    /** Letters may begin left of where they stand. */
    private static final int PAD = 4;

    private final Lettering lettering;
    private final int width;
    private final byte[] coverage;
    private final Graphics2D graphics;

    /** @param width of the longest line in pixels */
    TextMask(Lettering lettering, int width) {
        this.lettering = lettering;
        this.width = width + 2 * PAD;
        BufferedImage image = new BufferedImage(this.width, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        this.coverage = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        this.graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
    }

    /** Receives the covered pixels. */
    @FunctionalInterface
    interface Pixels {
        /** @param coverage 1 to 255 */
        void at(int x, int y, int coverage);
    }

    /** @param x where the first letter stands, y of the baseline, in pixels */
    void draw(String text, double x, double y, double sizePx, boolean bold, Pixels pixels) {
        int left = (int) Math.floor(x);
        int baseline = (int) Math.floor(y);
        lettering.draw(graphics, text, PAD + x - left, BASELINE + y - baseline, sizePx, bold);
        int end = Math.min(width, 2 * PAD + 1 + (int) Math.ceil(lettering.widthPx(text, sizePx, bold)));
        for (int row = 0; row < HEIGHT; row++) {
            int first = row * width;
            for (int column = 0; column < end; column++) {
                int covered = coverage[first + column] & 255;
                if (covered > 0) {
                    pixels.at(left - PAD + column, baseline - BASELINE + row, covered);
                }
            }
            Arrays.fill(coverage, first, first + end, (byte) 0);
        }
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
