package org.lungburden.result;

import org.jspecify.annotations.Nullable;

/** Texts of clients and scanners in a table that a spreadsheet may open. */
public final class SheetText {
    /** A spreadsheet would run a text that begins with one of these as a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private SheetText() {}

    /** The text, with an apostrophe in front when a spreadsheet would run the text as a formula. */
    public static @Nullable String harmless(@Nullable String text) {
        return text == null || text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
