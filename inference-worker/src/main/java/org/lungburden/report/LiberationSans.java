package org.lungburden.report;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text as outlines of Liberation Sans, a font in PDFBox's jar. FontBox reads the outlines in plain Java. All machines
 * thus draw the same letters, and need neither a font nor fontconfig nor FreeType. A box stands for a letter that the
 * font lacks.
 */
public final class LiberationSans {
    private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final TrueTypeFont FONT = load();
    private static final Map<Integer, Glyph> GLYPHS = new HashMap<>();

    private LiberationSans() {}

    /**
     * @param outline in the font's units, with y upwards from the baseline
     * @param advance from the letter's origin to the next letter's, in the same units
     */
    private record Glyph(GeneralPath outline, int advance) {}

    /** The font itself, read once for all pictures and reports. */
    public static TrueTypeFont font() {
        return FONT;
    }

    /** Whether the font has the letter. Control characters are no letters. */
    public static boolean draws(int codePoint) {
        try {
            return codePoint >= ' ' && FONT.getUnicodeCmapLookup().getGlyphId(codePoint) != 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outline in pixels from the begin of the baseline, with y downwards. */
    static Path2D outline(String text, double sizePx) {
        Path2D outline = new Path2D.Double();
        double scale = pxPerUnit(sizePx);
        AffineTransform place = AffineTransform.getScaleInstance(scale, -scale);
        glyphs(text).forEach(glyph -> {
            outline.append(glyph.outline().getPathIterator(place), false);
            place.translate(glyph.advance(), 0);
        });
        return outline;
    }

    static double widthPx(String text, double sizePx) {
        return glyphs(text).mapToInt(Glyph::advance).sum() * pxPerUnit(sizePx);
    }

    /** A letter and a separate accent become the one letter that the font draws better. */
    private static Stream<Glyph> glyphs(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().mapToObj(LiberationSans::glyph);
    }

    private static synchronized Glyph glyph(int codePoint) {
        return GLYPHS.computeIfAbsent(codePoint, LiberationSans::read);
    }

    private static Glyph read(int codePoint) {
        try {
            int id = FONT.getUnicodeCmapLookup().getGlyphId(codePoint);
            return new Glyph(FONT.getGlyph().getGlyph(id).getPath(), FONT.getAdvanceWidth(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double pxPerUnit(double sizePx) {
        try {
            return sizePx / FONT.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrueTypeFont load() {
        try (InputStream file = Objects.requireNonNull(TrueTypeFont.class.getResourceAsStream(FILE))) {
            return new TTFParser().parse(new RandomAccessReadBuffer(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
