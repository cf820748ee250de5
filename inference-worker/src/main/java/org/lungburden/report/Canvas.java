package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A picture to draw on in the colors of the {@link Palette}; coordinates are pixels from the top left. */
final class Canvas {
    private static final int FRAME_PX = 2;

    private final BufferedImage image;
    private final byte[] pixels;
    private final Letters letters;

    Canvas(int width, int height, Letters letters) {
        this.image = blank(width, height);
        this.pixels = pixelsOf(image);
        this.letters = letters;
        Arrays.fill(pixels, Palette.index(Ink.PAPER));
    }

    /** A picture whose pixels all have index 0. */
    static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, Palette.colorModel());
    }

    /** The indices line by line; writing to the array changes the image. */
    static byte[] pixelsOf(BufferedImage indexed) {
        return ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
    }

    BufferedImage image() {
        return image;
    }

    /** The upper part of the picture. */
    BufferedImage image(int height) {
        BufferedImage part = blank(image.getWidth(), height);
        System.arraycopy(pixels, 0, pixelsOf(part), 0, image.getWidth() * height);
        return part;
    }

    /** Pixels outside the picture are left out. */
    void fill(double x, double y, double width, double height, Ink ink) {
        int left = clamp(x, image.getWidth());
        int right = clamp(x + width, image.getWidth());
        int bottom = clamp(y + height, image.getHeight());
        for (int row = clamp(y, image.getHeight()); row < bottom; row++) {
            Arrays.fill(pixels, row * image.getWidth() + left, row * image.getWidth() + right, Palette.index(ink));
        }
    }

    private static int clamp(double place, int end) {
        return (int) Math.max(0, Math.min(end, Math.round(place)));
    }

    /** The line's middle runs along the given edges. */
    void frame(double x, double y, double width, double height, Ink ink) {
        double left = x - 0.5 * FRAME_PX;
        double top = y - 0.5 * FRAME_PX;
        fill(left, top, width + FRAME_PX, FRAME_PX, ink);
        fill(left, top + height, width + FRAME_PX, FRAME_PX, ink);
        fill(left, top, FRAME_PX, height + FRAME_PX, ink);
        fill(left + width, top, FRAME_PX, height + FRAME_PX, ink);
    }

    /**
     * @param picture made by {@link #blank} and painted; parts that would lie right of this canvas or below it are left
     *     out
     * @param x at least 0, like y
     */
    void picture(BufferedImage picture, int x, int y) {
        byte[] from = pixelsOf(picture);
        int width = Math.min(picture.getWidth(), image.getWidth() - x);
        int height = Math.min(picture.getHeight(), image.getHeight() - y);
        for (int row = 0; row < height; row++) {
            System.arraycopy(from, row * picture.getWidth(), pixels, (y + row) * image.getWidth() + x, width);
        }
    }

    /** @param ink {@link Ink#TEXT} or {@link Ink#FAINT} */
    void text(String text, double x, double baseline, double sizePx, Ink ink) {
        letters(text, x, baseline, sizePx, false, ink);
    }

    /** @param ink {@link Ink#TEXT} or {@link Ink#FAINT} */
    void bold(String text, double x, double baseline, double sizePx, Ink ink) {
        letters(text, x, baseline, sizePx, true, ink);
    }

    private void letters(String text, double left, double baseline, double sizePx, boolean bold, Ink ink) {
        letters.draw(text, left, baseline, sizePx, bold, (x, y, coverage) -> {
            if (x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight()) {
                int n = y * image.getWidth() + x;
                pixels[n] = Palette.letter(pixels[n], ink, coverage);
            }
        });
    }

    void textRight(String text, double right, double baseline, double sizePx, Ink ink) {
        text(text, right - letters.widthPx(text, sizePx, false), baseline, sizePx, ink);
    }

    /** Writes on a dark ground, so that the mark is readable on bright tissue. */
    void mark(String text, double x, double baseline, double sizePx) {
        double width = letters.widthPx(text, sizePx, true);
        fill(x - 3, baseline - 0.85 * sizePx, width + 6, 1.1 * sizePx, Ink.PAPER);
        bold(text, x, baseline, sizePx, Ink.TEXT);
    }

    /** A bar around the middle, with its length beside it. */
    void scaleBar(double middle, double baseline, double lengthPx, String text) {
        double sizePx = 12;
        double left = middle - 0.5 * (lengthPx + 6 + letters.widthPx(text, sizePx, false));
        fill(left, baseline - 6, lengthPx, 3, Ink.TEXT);
        text(text, left + lengthPx + 6, baseline, sizePx, Ink.TEXT);
    }

    double boldWidthPx(String text, double sizePx) {
        return letters.widthPx(text, sizePx, true);
    }

    /** Breaks text at spaces into lines of at most the width; a single longer word stays whole. */
    List<String> wrapped(String text, double sizePx, double widthPx) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && letters.widthPx(longer, sizePx, false) > widthPx) {
                lines.add(line.toString());
                line = new StringBuilder(word);
            } else {
                line = new StringBuilder(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
