package org.lungburden.standalone.measure;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.MeasurementColumns;
import org.lungburden.result.ResultDocument;
import org.lungburden.result.SheetText;
import org.lungburden.standalone.exit.StudyFailedException;

/** The measurements of a cohort as a table (RFC 4180): a row for each study, refused ones too. */
public final class CohortTable {
    private static final List<String> OF_THE_STUDY = List.of("study", "folder", "status", "error_code", "error_detail");

    private CohortTable() {}

    /** Replaces the table as a whole, so that no reader sees half of it. */
    public static void write(Path csv, List<Outcome> outcomes) throws IOException {
        Path target = csv.toAbsolutePath();
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        try {
            try (Writer out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
                    CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
                List<String> header = new ArrayList<>(OF_THE_STUDY);
                header.addAll(MeasurementColumns.names());
                printer.printRecord(header);
                for (Outcome outcome : outcomes) {
                    printer.printRecord(row(outcome));
                }
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static List<@Nullable Object> row(Outcome outcome) {
        StudyFailedException fault = outcome.fault();
        ResultDocument result = outcome.result();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(SheetText.harmless(outcome.study().name()));
        row.add(SheetText.harmless(outcome.study().folder().toString()));
        row.add(result == null ? "FAILED" : "SUCCEEDED");
        row.add(fault == null ? null : fault.code());
        row.add(fault == null ? null : SheetText.harmless(fault.detail().replaceAll("\\s*\\R\\s*", "; ")));
        Map<String, @Nullable Object> cells = result == null
                ? MeasurementColumns.cells(null)
                : MeasurementColumns.cells(result.measured(), result.reference());
        row.addAll(cells.values());
        return row;
    }
}
