package org.lungburden.report.pdf;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.lungburden.report.Ink;
import org.lungburden.report.ReportPictures;

/** One A4 page to draw on. Coordinates are points (1/72 inch) from the top left; grays go from 0 black to 1 white. */
final class Page implements AutoCloseable {
    static final double WIDTH = PDRectangle.A4.getWidth();
    static final double HEIGHT = PDRectangle.A4.getHeight();

    /** Width of the line around letters that makes them bold, as a part of their size. */
    private static final float BOLD_LINE = 0.035f;

    private final PDDocument document = new PDDocument();
    private final PDPageContentStream content;
    private final PageFont font;

    Page(String title) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("LungBurden");
        content = new PDPageContentStream(document, page);
        font = new PageFont(document);
    }

    void text(String text, double x, double baseline, double size) throws IOException {
        show(text, x, baseline, size, RenderingMode.FILL);
    }

    void bold(String text, double x, double baseline, double size) throws IOException {
        show(text, x, baseline, size, RenderingMode.FILL_STROKE);
    }

    void textRight(String text, double right, double baseline, double size) throws IOException {
        text(text, right - width(text, size), baseline, size);
    }

    void textMiddle(String text, double middle, double baseline, double size) throws IOException {
        text(text, middle - width(text, size) / 2, baseline, size);
    }

    /** White letters on a dark ground, so that the mark is readable on bright tissue. */
    void mark(String text, double x, double baseline, double size) throws IOException {
        rectangle(x - 2, baseline - 0.85 * size, width(text, size) + 4, 1.1 * size, 0.07);
        content.setNonStrokingColor(1f);
        text(text, x, baseline, size);
        content.setNonStrokingColor(0f);
    }

    private void show(String text, double x, double baseline, double size, RenderingMode mode) throws IOException {
        content.beginText();
        content.setFont(font.font(), (float) size);
        content.setRenderingMode(mode);
        content.setLineWidth(BOLD_LINE * (float) size);
        content.newLineAtOffset((float) x, (float) (HEIGHT - baseline));
        content.showText(font.drawable(text));
        content.endText();
    }

    double width(String text, double size) throws IOException {
        return font.width(text, size);
    }

    TextBlock block(String text, double size, double width) throws IOException {
        return TextBlock.of(text, size, width, font);
    }

    /** @return the baseline of the last line */
    double draw(TextBlock block, double x, double baseline) throws IOException {
        double y = baseline;
        for (String line : block.lines()) {
            text(line, x, y, block.size());
            y += block.leading();
        }
        return y - block.leading();
    }

    void line(double x0, double y0, double x1, double y1, double width, double gray) throws IOException {
        content.setStrokingColor((float) gray);
        content.setLineWidth((float) width);
        content.moveTo((float) x0, (float) (HEIGHT - y0));
        content.lineTo((float) x1, (float) (HEIGHT - y1));
        content.stroke();
        content.setStrokingColor(0f);
    }

    void rectangle(double x, double top, double width, double height, double gray) throws IOException {
        content.setNonStrokingColor((float) gray);
        content.addRect((float) x, (float) (HEIGHT - top - height), (float) width, (float) height);
        content.fill();
        content.setNonStrokingColor(0f);
    }

    void frame(double x, double top, double width, double height) throws IOException {
        content.setLineWidth(1.2f);
        content.addRect((float) x, (float) (HEIGHT - top - height), (float) width, (float) height);
        content.stroke();
    }

    /** A square in the color of a lesion, with black lines across it when the pictures show this lesion hatched. */
    void swatch(Ink ink, boolean hatched, double x, double baseline, double size) throws IOException {
        int rgb = ink.rgb();
        content.setNonStrokingColor((rgb >> 16) / 255f, (rgb >> 8 & 255) / 255f, (rgb & 255) / 255f);
        content.addRect((float) x, (float) (HEIGHT - baseline), (float) size, (float) size);
        content.fill();
        content.setNonStrokingColor(0f);
        for (int n = 1; hatched && n < 6; n++) {
            double along = n * size / 3;
            double over = Math.max(0, along - size);
            line(x + along - over, baseline - over, x + over, baseline - along + over, 0.7, 0);
        }
        content.setLineWidth(0.5f);
        content.addRect((float) x, (float) (HEIGHT - baseline), (float) size, (float) size);
        content.stroke();
    }

    /**
     * Draws a closed shape.
     *
     * @param points x and y in turn
     */
    void polygon(double[] points, double fill) throws IOException {
        content.setNonStrokingColor((float) fill);
        content.setLineWidth(0.8f);
        content.moveTo((float) points[0], (float) (HEIGHT - points[1]));
        for (int n = 2; n < points.length; n += 2) {
            content.lineTo((float) points[n], (float) (HEIGHT - points[n + 1]));
        }
        content.closePath();
        content.fillAndStroke();
        content.setNonStrokingColor(0f);
    }

    void picture(ReportPictures.Picture picture, double x, double top) throws IOException {
        content.drawImage(
                IndexedImage.of(document, picture.image()),
                (float) x,
                (float) (HEIGHT - top - picture.height()),
                (float) picture.width(),
                (float) picture.height());
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
