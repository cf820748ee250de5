package org.lungburden.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture to draw on in the colors of the {@link Palette}; coordinates are pixels from the top left.
 *
 * <p>Java2D takes the color indices for the brightness of a gray picture. The index of a gray ink grows evenly with its
 * brightness. The edge of a letter, which Java2D mixes from letter and ground, thus gets the index of the right gray.
 */
final class Canvas {
    /** Width of the line around each outline that makes letters bold, as a part of their size. */
    private static final float BOLD_LINE = 0.04f;

    private final BufferedImage indices;
    private final Graphics2D graphics;

    Canvas(int width, int height) {
        indices = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        graphics = indices.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        fill(0, 0, width, height, Ink.PAPER);
    }

    /** A picture whose pixels all have index 0. */
    static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, Palette.colorModel());
    }

    /** The indices line by line; writing to the array changes the image. */
    static byte[] pixelsOf(BufferedImage indexed) {
        return ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
    }

    /** The upper part of the picture. */
    BufferedImage image(int height) {
        BufferedImage part = blank(indices.getWidth(), height);
        part.getRaster().setRect(indices.getRaster());
        return part;
    }

    /** Fills the whole pixels between the rounded edges. */
    void fill(double x, double y, double width, double height, Ink ink) {
        int left = (int) Math.round(x);
        int top = (int) Math.round(y);
        graphics.setColor(color(ink));
        graphics.fillRect(left, top, (int) Math.round(x + width) - left, (int) Math.round(y + height) - top);
    }

    private static Color color(Ink ink) {
        int index = Palette.index(ink);
        return new Color(index, index, index);
    }

    /** @param picture of color indices; parts that would lie outside of this canvas are left out */
    void picture(BufferedImage picture, int x, int y) {
        indices.getRaster().setRect(x, y, picture.getRaster());
    }

    /** @param ink a gray, on a gray ground */
    void text(String text, double x, double baseline, double sizePx, Ink ink) {
        graphics.setColor(color(ink));
        graphics.fill(outline(text, x, baseline, sizePx));
    }

    /** @param ink a gray, on a gray ground */
    void bold(String text, double x, double baseline, double sizePx, Ink ink) {
        text(text, x, baseline, sizePx, ink);
        graphics.setStroke(new BasicStroke(BOLD_LINE * (float) sizePx));
        graphics.draw(outline(text, x, baseline, sizePx));
    }

    /** A baseline between two lines of pixels keeps the feet of the letters sharp. */
    private static Path2D outline(String text, double x, double baseline, double sizePx) {
        Path2D outline = LiberationSans.outline(text, sizePx);
        outline.transform(AffineTransform.getTranslateInstance(x, Math.round(baseline)));
        return outline;
    }

    void textRight(String text, double right, double baseline, double sizePx, Ink ink) {
        text(text, right - LiberationSans.widthPx(text, sizePx), baseline, sizePx, ink);
    }

    /** Writes on a dark ground, so that the mark is readable on bright tissue. */
    void mark(String text, double x, double baseline, double sizePx) {
        double width = LiberationSans.widthPx(text, sizePx);
        fill(x - 3, baseline - 0.85 * sizePx, width + 6, 1.1 * sizePx, Ink.PAPER);
        bold(text, x, baseline, sizePx, Ink.TEXT);
    }

    /** A bar around the middle, with its length beside it. */
    void scaleBar(double middle, double baseline, double lengthPx, String text) {
        double sizePx = 13;
        double left = middle - 0.5 * (lengthPx + 6 + LiberationSans.widthPx(text, sizePx));
        fill(left, baseline - 6, lengthPx, 3, Ink.TEXT);
        text(text, left + lengthPx + 6, baseline, sizePx, Ink.TEXT);
    }

    /** Breaks text at spaces into lines of at most the width, and a word that is wider at any letter. */
    static List<String> wrapped(String text, double sizePx, double widthPx) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        int end = lettersWithin(rest, sizePx, widthPx);
        while (end < rest.length()) {
            int space = rest.lastIndexOf(' ', end);
            lines.add(rest.substring(0, space > 0 ? space : end));
            rest = rest.substring(space > 0 ? space + 1 : end);
            end = lettersWithin(rest, sizePx, widthPx);
        }
        lines.add(rest);
        return lines;
    }

    /** The end of the first letters that are at most as wide; at least one letter. */
    private static int lettersWithin(String text, double sizePx, double widthPx) {
        int end = text.length();
        while (text.codePointCount(0, end) > 1 && LiberationSans.widthPx(text.substring(0, end), sizePx) > widthPx) {
            end = text.offsetByCodePoints(end, -1);
        }
        return end;
    }
}
