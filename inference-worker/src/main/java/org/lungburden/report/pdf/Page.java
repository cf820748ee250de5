package org.lungburden.report.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * One A4 page to draw on. Coordinates are points (1/72 inch) from the top left. Letters that the font lacks are drawn as
 * question marks.
 */
final class Page implements AutoCloseable {
    static final double WIDTH = PDRectangle.A4.getWidth();
    static final double HEIGHT = PDRectangle.A4.getHeight();

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    /** Width of the line around letters that makes them bold, as a part of their size. */
    private static final float BOLD_LINE = 0.035f;

    private final PDDocument document = new PDDocument();
    private final PDPageContentStream content;
    private final PDFont font;

    Page(String title) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("LungBurden");
        content = new PDPageContentStream(document, page);
        try (InputStream file = Objects.requireNonNull(PDFont.class.getResourceAsStream(FONT))) {
            font = PDType0Font.load(document, file, true);
        }
    }

    void text(String text, double x, double baseline, double size) throws IOException {
        show(text, x, baseline, size, false);
    }

    void bold(String text, double x, double baseline, double size) throws IOException {
        show(text, x, baseline, size, true);
    }

    void textRight(String text, double right, double baseline, double size) throws IOException {
        text(text, right - width(text, size), baseline, size);
    }

    private void show(String text, double x, double baseline, double size, boolean bold) throws IOException {
        content.beginText();
        content.setFont(font, (float) size);
        content.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        content.setLineWidth(BOLD_LINE * (float) size);
        content.newLineAtOffset((float) x, (float) (HEIGHT - baseline));
        content.showText(drawable(text));
        content.endText();
    }

    double width(String text, double size) throws IOException {
        return font.getStringWidth(drawable(text)) / 1000 * size;
    }

    /** Line breaks and letters without a glyph would end the drawing with an exception. */
    private String drawable(String text) {
        StringBuilder drawable = new StringBuilder();
        text.codePoints().forEach(codePoint -> drawable.appendCodePoint(hasGlyph(codePoint) ? codePoint : '?'));
        return drawable.toString();
    }

    private boolean hasGlyph(int codePoint) {
        try {
            font.encode(Character.toString(codePoint));
            return codePoint >= ' ';
        } catch (IllegalArgumentException | IOException noGlyph) {
            return false;
        }
    }

    /**
     * Breaks a text at spaces, and a longer word at any letter.
     *
     * @return the baseline of the last line
     */
    double paragraph(String text, double x, double baseline, double size, double width) throws IOException {
        double y = baseline;
        List<String> lines = lines(text, size, width);
        for (int n = 0; n < lines.size(); n++) {
            y = baseline + n * 1.25 * size;
            text(lines.get(n), x, y, size);
        }
        return y;
    }

    private List<String> lines(String text, double size, double width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            String rest = word;
            if (!line.isEmpty() && width(line + " " + rest, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (width(rest, size) > width) {
                int end = rest.length() - 1;
                while (end > 1 && width(rest.substring(0, end), size) > width) {
                    end--;
                }
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** @param gray 0 black to 1 white */
    void line(double x0, double y0, double x1, double y1, double width, double gray) throws IOException {
        content.setStrokingColor((float) gray);
        content.setLineWidth((float) width);
        content.moveTo((float) x0, (float) (HEIGHT - y0));
        content.lineTo((float) x1, (float) (HEIGHT - y1));
        content.stroke();
        content.setStrokingColor(0f);
    }

    /**
     * Draws a closed shape.
     *
     * @param points x and y in turn
     * @param fill 0 black to 1 white
     */
    void polygon(double[] points, double fill) throws IOException {
        content.setNonStrokingColor((float) fill);
        content.setStrokingColor(0f);
        content.setLineWidth(0.8f);
        content.moveTo((float) points[0], (float) (HEIGHT - points[1]));
        for (int n = 2; n < points.length; n += 2) {
            content.lineTo((float) points[n], (float) (HEIGHT - points[n + 1]));
        }
        content.closePath();
        content.fillAndStroke();
        content.setNonStrokingColor(0f);
    }

    void picture(BufferedImage image, double x, double y, double width, double height) throws IOException {
        content.drawImage(
                LosslessFactory.createFromImage(document, image),
                (float) x,
                (float) (HEIGHT - y - height),
                (float) width,
                (float) height);
    }

    void save(Path pdf) throws IOException {
        content.close();
        document.save(pdf.toFile());
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
