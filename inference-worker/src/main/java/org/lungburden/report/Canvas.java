package org.lungburden.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A picture to draw on, in pixels from the top left. */
final class Canvas implements AutoCloseable {
    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Lettering lettering;

    Canvas(int width, int height, Lettering lettering) {
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.graphics = image.createGraphics();
        this.lettering = lettering;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        fill(0, 0, width, height, Ink.PAPER);
    }

    BufferedImage image() {
        return image;
    }

    void fill(double x, double y, double width, double height, Color color) {
        graphics.setColor(color);
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    void frame(double x, double y, double width, double height, Color color) {
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(new Rectangle2D.Double(x, y, width, height));
    }

    void picture(BufferedImage picture, int x, int y) {
        graphics.drawImage(picture, x, y, null);
    }

    void text(String text, double x, double baseline, double sizePx, Color color) {
        graphics.setColor(color);
        lettering.draw(graphics, text, x, baseline, sizePx, false);
    }

    void bold(String text, double x, double baseline, double sizePx, Color color) {
        graphics.setColor(color);
        lettering.draw(graphics, text, x, baseline, sizePx, true);
    }

    void textRight(String text, double right, double baseline, double sizePx, Color color) {
        text(text, right - lettering.widthPx(text, sizePx, false), baseline, sizePx, color);
    }

    /** On a dark ground, so that it can be read on bright tissue. */
    void mark(String text, double x, double baseline, double sizePx) {
        double width = lettering.widthPx(text, sizePx, true);
        fill(x - 3, baseline - 0.85 * sizePx, width + 6, 1.1 * sizePx, Ink.PAPER);
        bold(text, x, baseline, sizePx, Ink.TEXT);
    }

    /** A bar around the middle, its length written beside it. */
    void scaleBar(double middle, double baseline, double lengthPx, String text) {
        double sizePx = 12;
        double left = middle - 0.5 * (lengthPx + 6 + lettering.widthPx(text, sizePx, false));
        fill(left, baseline - 6, lengthPx, 3, Ink.TEXT);
        text(text, left + lengthPx + 6, baseline, sizePx, Ink.TEXT);
    }

    double boldWidthPx(String text, double sizePx) {
        return lettering.widthPx(text, sizePx, true);
    }

    /** Lines of at most the width, broken at spaces; a single longer word stays whole. */
    List<String> wrapped(String text, double sizePx, double widthPx) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && lettering.widthPx(longer, sizePx, false) > widthPx) {
                lines.add(line.toString());
                line = new StringBuilder(word);
            } else {
                line = new StringBuilder(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
