package org.lungburden.standalone.cohort;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * How a table is written: RFC 4180 with commas, or with semicolons or tabs, as spreadsheets write it in some countries.
 * There numbers may have decimal commas.
 *
 * @param toSkip lines before the names of the columns
 */
record Dialect(char delimiter, int toSkip) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern OTHER_NUMBER = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
    private static final String EXCEL_HINT = "sep=";
    private static final int MOST_OF_A_LINE = 1 << 16;

    /** By the first line: the delimiter that stands there most often outside of quotes. */
    static Dialect of(Path file) throws IOException {
        try (TableText text = TableText.open(file)) {
            String line = firstLine(text);
            if (line.startsWith(EXCEL_HINT) && line.length() == EXCEL_HINT.length() + 1) {
                return new Dialect(line.charAt(EXCEL_HINT.length()), 1);
            }
            String unquoted = line.replaceAll("\"[^\"]*\"", "");
            char best = ',';
            for (char candidate : List.of(';', '\t')) {
                if (count(unquoted, candidate) > count(unquoted, best)) {
                    best = candidate;
                }
            }
            return new Dialect(best, 0);
        } catch (CharacterCodingException e) {
            throw new TableFaultException("this is not UTF-8; save the table as CSV UTF-8");
        }
    }

    private static String firstLine(TableText text) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = text.read();
                next >= 0 && next != '\n' && next != '\r' && line.length() < MOST_OF_A_LINE;
                next = text.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(character -> character == wanted).count();
    }

    CSVFormat format() {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get();
    }

    /**
     * @param cell not empty
     * @throws TableFaultException when the cell holds no number; the message follows the name of the column
     */
    double number(String cell) {
        if (NUMBER.matcher(cell).matches()) {
            return finite(cell, cell);
        }
        if (!OTHER_NUMBER.matcher(cell).matches()) {
            throw new TableFaultException("'" + shown(cell) + "' is no number");
        }
        if (delimiter == ',') {
            throw new TableFaultException("'" + shown(cell)
                    + "' has a decimal comma, which is read only where semicolons or tabs part the columns");
        }
        return finite(cell, cell.replace(',', '.'));
    }

    private static double finite(String cell, String number) {
        double value = Double.parseDouble(number);
        if (!Double.isFinite(value)) {
            throw new TableFaultException("'" + shown(cell) + "' is too large");
        }
        return value;
    }

    /** What may stand in a sentence on a terminal. */
    static String shown(String cell) {
        String clean = cell.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 40 ? clean.substring(0, 40) + "..." : clean;
    }
}
