package org.lungburden.report.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A text in lines of a given width.
 *
 * @param size of the letters in points
 */
record TextBlock(List<String> lines, double size) {
    private static final double LEADING = 1.22;
    private static final String CUT = "\u2026";

    /** Breaks a text at spaces, and a longer word at any letter. */
    static TextBlock of(String text, double size, double width, PageFont font) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            String rest = word;
            if (!line.isEmpty() && font.width(line + " " + rest, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (font.width(rest, size) > width) {
                int end = lettersWithin(rest, size, width, font);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return new TextBlock(lines, size);
    }

    private static int lettersWithin(String word, double size, double width, PageFont font) throws IOException {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (font.width(word.substring(0, next), size) > width) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** Both texts, one below the other. */
    TextBlock and(TextBlock further) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(further.lines);
        return new TextBlock(all, size);
    }

    /** The first lines; the last of them tells that something is missing. */
    TextBlock atMost(int count) {
        if (lines.size() <= count) {
            return this;
        }
        List<String> first = new ArrayList<>(lines.subList(0, count));
        String last = first.get(count - 1);
        int end = last.isEmpty() ? 0 : last.offsetByCodePoints(last.length(), -1);
        first.set(count - 1, last.substring(0, end) + CUT);
        return new TextBlock(first, size);
    }

    /** From one baseline to the next. */
    double leading() {
        return LEADING * size;
    }

    double height() {
        return lines.size() * leading();
    }
}
