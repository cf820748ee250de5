package org.lungburden.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.lungburden.result.SheetText;

/** {@code corrections.csv}: which revision of which job the folder holds, and whose scan it is. */
final class CorrectionsTable {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("name", "patient", "revision")
            .setSkipHeaderRecord(true)
            .get();

    private final Path file;
    private final Map<String, Row> rows = new TreeMap<>();

    /** @param patient the pseudonym; empty where none is known */
    record Row(String patient, int revision) {}

    private CorrectionsTable(Path file) {
        this.file = file;
    }

    /** With what an earlier run wrote. */
    static CorrectionsTable open(Path folder) throws IOException {
        CorrectionsTable table = new CorrectionsTable(folder.resolve("corrections.csv"));
        if (Files.exists(table.file)) {
            try (Reader reader = Files.newBufferedReader(table.file, UTF_8)) {
                for (CSVRecord row : FORMAT.parse(reader)) {
                    if (row.size() == 3 && row.get(2).matches("[0-9]{1,9}")) {
                        table.rows.put(row.get(0), new Row(row.get(1), Integer.parseInt(row.get(2))));
                    }
                }
            }
        }
        return table;
    }

    boolean holds(String name, int revision) {
        Row row = rows.get(name);
        return row != null && row.revision() == revision;
    }

    /** Writes the whole table again, so that an interrupt leaves the one before. */
    void put(String name, Row row) throws IOException {
        rows.put(name, row);
        Path partial = file.resolveSibling(".corrections.csv.partial");
        try (Writer writer = Files.newBufferedWriter(partial, UTF_8);
                CSVPrinter printer = new CSVPrinter(
                        writer, FORMAT.builder().setSkipHeaderRecord(false).get())) {
            for (Map.Entry<String, Row> each : rows.entrySet()) {
                printer.printRecord(
                        each.getKey(),
                        SheetText.harmless(each.getValue().patient()),
                        each.getValue().revision());
            }
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
