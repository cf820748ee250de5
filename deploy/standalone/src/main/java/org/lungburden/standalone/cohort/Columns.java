package org.lungburden.standalone.cohort;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Where the named columns of a table stand. */
final class Columns {
    /** The first of these that a table has names its studies. */
    private static final List<String> NAMES = List.of("study", "job_id", "reference");

    private static final String FORMULA = "=+-@\t\r";

    private final Map<String, Integer> places;
    private final int width;

    private Columns(Map<String, Integer> places, int width) {
        this.places = places;
        this.width = width;
    }

    static Columns of(CSVRecord header) {
        Map<String, Integer> places = new HashMap<>();
        for (int n = 0; n < header.size(); n++) {
            String name = header.get(n).strip();
            if (places.put(name, n) != null && !name.isEmpty()) {
                throw new TableFaultException("the column " + Dialect.shown(name) + " stands there twice");
            }
        }
        String missing = Arrays.stream(Measure.values())
                .map(Measure::column)
                .filter(column -> !places.containsKey(column))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new TableFaultException("the first line names no column " + missing
                    + "; this reads cohort.csv, measurements.csv and the table of a batch");
        }
        return new Columns(places, header.size());
    }

    boolean hasFolders() {
        return places.containsKey("folder");
    }

    void checkWidth(CSVRecord row, long line) {
        if (row.size() != width) {
            throw TableFaultException.inLine(
                    line, "the row has " + row.size() + " cells, the first line names " + width + " columns");
        }
    }

    /** Null where the row has no name. */
    @Nullable
    String study(CSVRecord row) {
        return NAMES.stream()
                .filter(places::containsKey)
                .findFirst()
                .map(name -> text(row, name))
                .orElse(null);
    }

    @Nullable
    String folder(CSVRecord row) {
        return text(row, "folder");
    }

    @Nullable
    String reference(CSVRecord row) {
        return text(row, "reference");
    }

    /** The error code; null where the row has none. */
    @Nullable
    String failure(CSVRecord row) {
        String code = text(row, "error_code");
        return code == null ? null : Dialect.shown(code);
    }

    /** Why a row without error code has no numbers. */
    String reason(CSVRecord row) {
        String status = text(row, "status");
        return status == null ? "NO_NUMBERS" : Dialect.shown(status);
    }

    String cell(CSVRecord row, Measure measure) {
        Integer place = places.get(measure.column());
        return place == null ? "" : row.get(place).strip();
    }

    /** Without the apostrophe that keeps a spreadsheet from running a text as a formula. */
    private @Nullable String text(CSVRecord row, String column) {
        Integer place = places.get(column);
        String cell = place == null ? "" : row.get(place);
        boolean guarded = cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0;
        return cell.isBlank() ? null : guarded ? cell.substring(1) : cell;
    }
}
