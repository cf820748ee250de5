package org.lungburden.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.MeasurementColumns;

/** The measurements as a table of one row (RFC 4180). */
public final class MeasurementsCsv {

    private MeasurementsCsv() {}

    public static void write(OverlayText text, Path csv) throws IOException {
        Map<String, @Nullable Object> row = MeasurementColumns.cells(text.result(), text.reference());
        try (Writer out = Files.newBufferedWriter(csv, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord(row.keySet());
            printer.printRecord(row.values());
        }
    }
}
