package org.lungburden.report.pdf;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;

/** Where the words and pictures of a page stand, in points from the top left. */
final class PageBoxes extends PDFTextStripper {
    /** Of a letter, in parts of its size: capitals of Liberation Sans are 0.69 high, the longest descender is 0.21. */
    private static final double ASCENT = 0.69;

    private static final double DESCENT = 0.21;
    /** A wider gap between two letters, in parts of their size, separates two words of different columns. */
    private static final double GAP = 0.5;

    private final List<Words> words = new ArrayList<>();
    private final List<Rectangle2D> pictures = new ArrayList<>();
    private final List<Rectangle2D> bars = new ArrayList<>();
    private double pageHeight;

    /** Letters that stand beside each other on one line. */
    record Words(String text, Rectangle2D box) {}

    private PageBoxes() {}

    static PageBoxes of(PDDocument document) throws IOException {
        PageBoxes boxes = new PageBoxes();
        boxes.pageHeight = document.getPage(0).getMediaBox().getHeight();
        boxes.addOperator(boxes.new Picture());
        boxes.addOperator(boxes.new Bar());
        boxes.getText(document);
        return boxes;
    }

    List<Words> words() {
        return words;
    }

    List<Rectangle2D> pictures() {
        return pictures;
    }

    /** The bars of the scales. */
    List<Rectangle2D> bars() {
        return bars;
    }

    @Override
    protected void processTextPosition(TextPosition letter) {
        double size = letter.getFontSizeInPt();
        double top = letter.getYDirAdj() - ASCENT * size;
        Rectangle2D box =
                new Rectangle2D.Double(letter.getXDirAdj(), top, letter.getWidthDirAdj(), (ASCENT + DESCENT) * size);
        if (words.isEmpty() || !follows(words.get(words.size() - 1).box(), box, size)) {
            words.add(new Words(letter.toString(), box));
        } else {
            Words last = words.remove(words.size() - 1);
            words.add(new Words(last.text() + letter, last.box().createUnion(box)));
        }
        super.processTextPosition(letter);
    }

    private static boolean follows(Rectangle2D last, Rectangle2D box, double size) {
        return last.getY() == box.getY() && Math.abs(last.getMaxX() - box.getX()) < GAP * size;
    }

    /** Notes the place of a picture; a picture covers the unit square (ISO 32000-1 section 8.9.5). */
    private final class Picture extends OperatorProcessor {
        Picture() {
            super(PageBoxes.this);
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) {
            Matrix place = PageBoxes.this.getGraphicsState().getCurrentTransformationMatrix();
            pictures.add(new Rectangle2D.Double(
                    place.getTranslateX(),
                    pageHeight - place.getTranslateY() - place.getScaleY(),
                    place.getScaleX(),
                    place.getScaleY()));
        }

        @Override
        public String getName() {
            return "Do";
        }
    }

    /** Notes flat rectangles (ISO 32000-1 section 8.5.2). */
    private final class Bar extends OperatorProcessor {
        private static final double MOST_HEIGHT = 2.5;

        Bar() {
            super(PageBoxes.this);
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) {
            double[] numbers = operands.stream()
                    .mapToDouble(number -> ((COSNumber) number).floatValue())
                    .toArray();
            if (numbers[3] <= MOST_HEIGHT) {
                bars.add(new Rectangle2D.Double(
                        numbers[0], pageHeight - numbers[1] - numbers[3], numbers[2], numbers[3]));
            }
        }

        @Override
        public String getName() {
            return "re";
        }
    }
}
