package org.lungburden.api.agreement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.SheetText;

/** Automatic against corrected results as a table (RFC 4180), a row a job. */
final class AgreementTable {
    private AgreementTable() {}

    static String of(AgreementView agreement) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(columns());
            for (AgreementView.Study study : agreement.studies()) {
                printer.printRecord(row(study));
            }
        }
        return text.toString();
    }

    private static List<String> columns() {
        List<String> columns =
                new ArrayList<>(List.of("job_id", "reference", "batch", "created_at", "revision", "accepted"));
        for (Measure measure : Measure.values()) {
            columns.add("automatic_" + measure.column());
            columns.add("corrected_" + measure.column());
            if (!measure.labels().isEmpty()) {
                columns.add("dice_" + measure.column().replace("_ml", ""));
            }
        }
        return columns;
    }

    private static List<@Nullable Object> row(AgreementView.Study study) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(study.job());
        row.add(SheetText.harmless(study.reference()));
        row.add(SheetText.harmless(study.batch()));
        row.add(study.createdAt());
        row.add(study.revision());
        row.add(study.accepted());
        for (int n = 0; n < study.measures().size(); n++) {
            AgreementView.Pair pair = study.measures().get(n);
            row.add(pair.automatic());
            row.add(pair.corrected());
            if (!Measure.values()[n].labels().isEmpty()) {
                row.add(pair.dice());
            }
        }
        return row;
    }
}
