package org.lungburden.standalone.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads a table row by row. In memory stay the numbers and the name of each study. */
final class CohortReader {
    static final int MOST_ROWS = 1_000_000;

    private final Dialect dialect;
    private final Columns columns;
    private final List<CohortRow> measured = new ArrayList<>();
    private final Map<String, Integer> withoutNumbers = new TreeMap<>();
    private final Map<String, Long> lines = new HashMap<>();

    private final int mostRows;

    private CohortReader(Dialect dialect, Columns columns, int mostRows) {
        this.mostRows = mostRows;
        this.dialect = dialect;
        this.columns = columns;
    }

    /** @throws TableFaultException when it is no table of this kind */
    static CohortTable read(Path file) throws IOException {
        return read(file, MOST_ROWS);
    }

    static CohortTable read(Path file, int mostRows) throws IOException {
        Dialect dialect = Dialect.of(file);
        try (TableText text = TableText.open(file);
                CSVParser parser = dialect.format().parse(text)) {
            return read(dialect, parser, text, mostRows);
        } catch (UncheckedIOException e) {
            throw fault(e.getCause());
        } catch (CSVException | CharacterCodingException e) {
            throw fault(e);
        }
    }

    private static CohortTable read(Dialect dialect, CSVParser parser, TableText text, int mostRows) {
        Iterator<CSVRecord> records = parser.iterator();
        for (int n = 0; n < dialect.toSkip(); n++) {
            records.next();
        }
        if (!records.hasNext()) {
            throw new TableFaultException("the table has no line but empty ones");
        }
        CohortReader reader = new CohortReader(dialect, Columns.of(records.next()), mostRows);
        while (records.hasNext()) {
            CSVRecord row = records.next();
            text.nextRow();
            reader.add(row, parser.getCurrentLineNumber());
        }
        if (reader.rows() == 0) {
            throw new TableFaultException("the table has names of columns but no rows");
        }
        return new CohortTable(reader.measured, reader.withoutNumbers, reader.columns.hasFolders());
    }

    private static RuntimeException fault(@Nullable IOException cause) throws IOException {
        if (cause instanceof CharacterCodingException) {
            return new TableFaultException("this is not UTF-8; save the table as CSV UTF-8");
        }
        if (cause instanceof CSVException) {
            return new TableFaultException("this is no CSV: " + Dialect.shown(String.valueOf(cause.getMessage())));
        }
        throw cause == null ? new IOException("the table cannot be read") : cause;
    }

    private int rows() {
        return lines.size();
    }

    private void add(CSVRecord row, long line) {
        columns.checkWidth(row, line);
        if (rows() == mostRows) {
            throw new TableFaultException("the table has more than " + mostRows + " rows; part it");
        }
        String named = columns.study(row);
        String study = named == null ? "line " + line : named;
        Long earlier = lines.put(study, line);
        if (earlier != null) {
            throw TableFaultException.inLine(
                    line, "the study '" + Dialect.shown(study) + "' stands in line " + earlier + " too");
        }
        String failure = columns.failure(row);
        double[] values = values(row, line, failure);
        if (values == null) {
            withoutNumbers.merge(failure == null ? columns.reason(row) : failure, 1, Integer::sum);
        } else {
            measured.add(new CohortRow(study, columns.folder(row), columns.reference(row), values));
        }
    }

    /** @return null where no measure has a number */
    private double @Nullable [] values(CSVRecord row, long line, @Nullable String failure) {
        Measure[] measures = Measure.values();
        double[] values = new double[measures.length];
        int given = 0;
        for (Measure measure : measures) {
            String cell = columns.cell(row, measure);
            if (!cell.isEmpty()) {
                values[measure.ordinal()] = value(cell, measure, line);
                given++;
            }
        }
        if (given == 0) {
            return null;
        }
        if (given < measures.length) {
            throw TableFaultException.inLine(line, "some of the measures are empty and others are not");
        }
        if (failure != null) {
            throw TableFaultException.inLine(line, "the row has numbers and the error code " + failure);
        }
        if (values[Measure.OPACITY.ordinal()] > values[Measure.LUNG.ordinal()] * (1 + 1e-6)) {
            throw TableFaultException.inLine(line, "opacity_ml is larger than lung_ml, which includes it");
        }
        return values;
    }

    private double value(String cell, Measure measure, long line) {
        double value;
        try {
            value = dialect.number(cell);
        } catch (TableFaultException e) {
            throw TableFaultException.inLine(line, measure.column() + ": " + e.getMessage());
        }
        if (value < 0 || (measure.isPercent() && value > 100)) {
            throw TableFaultException.inLine(
                    line,
                    measure.column() + ": " + Dialect.shown(cell) + " is impossible, "
                            + (measure.isPercent() ? "it is 0 to 100 %" : "a volume is 0 mL or more"));
        }
        return value;
    }
}
