package org.lungburden.report.pdf;

import java.io.IOException;
import java.text.Normalizer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.lungburden.report.LiberationSans;

/** The letters of a document, which embeds only those that it uses. Letters that the font lacks become question marks. */
final class PageFont {
    private final PDFont font;

    PageFont(PDDocument document) throws IOException {
        font = PDType0Font.load(document, LiberationSans.font(), true);
    }

    PDFont font() {
        return font;
    }

    double width(String text, double size) throws IOException {
        return font.getStringWidth(drawable(text)) / 1000 * size;
    }

    /** Line breaks and letters without a glyph would end the drawing with an exception. */
    String drawable(String text) {
        StringBuilder drawable = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .forEach(codePoint -> drawable.appendCodePoint(LiberationSans.draws(codePoint) ? codePoint : '?'));
        return drawable.toString();
    }
}
