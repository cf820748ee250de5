package org.lungburden.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes how much of each pixel a text covers. A letter is drawn once for each quarter of a pixel at which the letter
 * may begin. The result is cached, because all sheets contain much the same text.
 */
final class Letters {
    private static final int PHASES = 4;

    private final Lettering lettering;
    private final Map<Key, Mask> masks = new ConcurrentHashMap<>();
    private final Map<Key, Double> widths = new ConcurrentHashMap<>();

    Letters(Lettering lettering) {
        this.lettering = lettering;
    }

    private static final class OfMachine {
        private static final Letters LETTERS = new Letters(Lettering.ofMachine());
    }

    /** Letters in the machine's font, where the machine has one. */
    static Letters ofMachine() {
        return OfMachine.LETTERS;
    }

    private record Key(int codePoint, double sizePx, boolean bold, int phase) {
        String text() {
            return Character.toString(codePoint);
        }
    }

    /**
     * @param left of the letter's origin
     * @param top of its baseline
     * @param coverage 0 to 255, line by line
     */
    private record Mask(int left, int top, int width, byte[] coverage) {}

    /** Receives the covered pixels. */
    @FunctionalInterface
    interface Pixels {
        /** @param coverage 1 to 255 */
        void at(int x, int y, int coverage);
    }

    double widthPx(String text, double sizePx, boolean bold) {
        return text.codePoints()
                .mapToDouble(codePoint -> widthPx(new Key(codePoint, sizePx, bold, 0)))
                .sum();
    }

    private double widthPx(Key key) {
        return widths.computeIfAbsent(key, letter -> lettering.widthPx(letter.text(), key.sizePx(), key.bold()));
    }

    /** @param x where the first letter begins, y of the baseline, in pixels */
    void draw(String text, double x, double y, double sizePx, boolean bold, Pixels pixels) {
        double at = x;
        for (int codePoint : text.codePoints().toArray()) {
            long quarters = Math.round(PHASES * at);
            Key key = new Key(codePoint, sizePx, bold, (int) Math.floorMod(quarters, PHASES));
            Mask mask = masks.computeIfAbsent(key, this::rendered);
            draw(mask, (int) Math.floorDiv(quarters, PHASES), (int) Math.round(y), pixels);
            at += widthPx(new Key(codePoint, sizePx, bold, 0));
        }
    }

    private static void draw(Mask mask, int x, int y, Pixels pixels) {
        byte[] coverage = mask.coverage();
        for (int n = 0; n < coverage.length; n++) {
            if (coverage[n] != 0) {
                pixels.at(x + mask.left() + n % mask.width(), y + mask.top() + n / mask.width(), coverage[n] & 255);
            }
        }
    }

    private Mask rendered(Key key) {
        int margin = (int) Math.ceil(key.sizePx());
        int width = 2 * margin + (int) Math.ceil(lettering.widthPx(key.text(), key.sizePx(), key.bold()));
        int height = 3 * margin;
        int baseline = 2 * margin;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        double x = margin + (double) key.phase() / PHASES;
        lettering.draw(graphics, key.text(), x, baseline, key.sizePx(), key.bold());
        graphics.dispose();
        byte[] coverage = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return cropped(coverage, width, margin, baseline);
    }

    /** The smallest rectangle that holds all covered pixels. */
    private static Mask cropped(byte[] coverage, int width, int originX, int baseline) {
        int left = width;
        int right = 0;
        int top = coverage.length / width;
        int bottom = 0;
        for (int n = 0; n < coverage.length; n++) {
            if (coverage[n] != 0) {
                left = Math.min(left, n % width);
                right = Math.max(right, n % width + 1);
                top = Math.min(top, n / width);
                bottom = n / width + 1;
            }
        }
        if (right == 0) {
            return new Mask(0, 0, 1, new byte[0]);
        }
        byte[] covered = new byte[(right - left) * (bottom - top)];
        for (int row = top; row < bottom; row++) {
            System.arraycopy(coverage, row * width + left, covered, (row - top) * (right - left), right - left);
        }
        return new Mask(left - originX, top - baseline, right - left, covered);
    }
}
