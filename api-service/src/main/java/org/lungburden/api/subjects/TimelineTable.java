package org.lungburden.api.subjects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.SheetText;

/** A timeline as a table (RFC 4180). */
final class TimelineTable {
    private static final List<String> COLUMNS = List.of(
            "day",
            "day_of",
            "job_id",
            "reference",
            "opacity_ml",
            "range_low_ml",
            "range_high_ml",
            "opacity_percent",
            "ground_glass_ml",
            "high_opacity_ml",
            "lung_ml",
            "lung_mass_g",
            "thickness_mm",
            "kernel",
            "contrast_enhanced",
            "model",
            "reader",
            "notes");

    private TimelineTable() {}

    static String of(TimelineView timeline) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            List<String> columns = new ArrayList<>(COLUMNS);
            Stream.of("to_previous_", "to_first_")
                    .flatMap(to -> Stream.of("verdict", "reasons", "difference_ml", "lung_difference_percent")
                            .map(name -> to + name))
                    .forEach(columns::add);
            printer.printRecord(columns);
            for (TimelineView.Scan scan : timeline.scans()) {
                printer.printRecord(row(scan));
            }
        }
        return text.toString();
    }

    private static List<@Nullable Object> row(TimelineView.Scan scan) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(scan.day());
        row.add(scan.dayOf());
        row.add(scan.job());
        row.add(SheetText.harmless(scan.reference()));
        row.add(scan.opacityMl());
        row.add(scan.rangeMl() == null ? null : scan.rangeMl().get(0));
        row.add(scan.rangeMl() == null ? null : scan.rangeMl().get(1));
        row.add(scan.burdenPercent());
        row.add(scan.groundGlassMl());
        row.add(scan.highOpacityMl());
        row.add(scan.lungMl());
        row.add(scan.lungMassG());
        row.add(scan.thicknessMm());
        row.add(SheetText.harmless(scan.kernel()));
        row.add(scan.contrastEnhanced());
        row.add(SheetText.harmless(scan.model()));
        row.add(SheetText.harmless(scan.reader()));
        row.add(SheetText.harmless(String.join(" ", scan.notes())));
        beside(row, scan.toPrevious());
        beside(row, scan.toFirst());
        return row;
    }

    private static void beside(List<@Nullable Object> row, TimelineView.@Nullable Beside beside) {
        row.add(beside == null ? null : beside.verdict());
        row.add(
                beside == null
                        ? null
                        : beside.reasons().stream().map(Enum::name).collect(Collectors.joining(" ")));
        row.add(beside == null ? null : beside.differenceMl());
        row.add(beside == null ? null : beside.lungDifferencePercent());
    }
}
