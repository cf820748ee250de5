package org.lungburden.report;

import java.awt.AWTError;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;

/** Writes text into a picture. */
interface Lettering {
    /** @param y of the baseline */
    void draw(Graphics2D graphics, String text, double x, double y, double sizePx, boolean bold);

    double widthPx(String text, double sizePx, boolean bold);

    /**
     * The machine's sans serif font, or {@link StrokeFont} where no font works. In slim container images, a JDK without
     * fontconfig or without any font file fails on first use, each with its own exception.
     */
    static Lettering ofMachine() {
        try {
            Lettering machine = new MachineFont();
            machine.widthPx("0", 12, false);
            return machine;
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            return new StrokeFont();
        }
    }

    /** The logical font SansSerif. */
    final class MachineFont implements Lettering {
        private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

        @Override
        public void draw(Graphics2D graphics, String text, double x, double y, double sizePx, boolean bold) {
            graphics.fill(font(sizePx, bold).createGlyphVector(CONTEXT, text).getOutline((float) x, (float) y));
        }

        @Override
        public double widthPx(String text, double sizePx, boolean bold) {
            return font(sizePx, bold).getStringBounds(text, CONTEXT).getWidth();
        }

        private static Font font(double sizePx, boolean bold) {
            return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) sizePx);
        }
    }
}
