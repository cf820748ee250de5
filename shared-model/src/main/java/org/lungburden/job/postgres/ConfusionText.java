package org.lungburden.job.postgres;

import java.util.regex.Pattern;
import org.lungburden.labels.LabelVoxels;
import org.lungburden.statistics.Confusion;

/** Counts of voxels as stored: 16 numbers, row by row of the automatic label. */
final class ConfusionText {
    private static final Pattern BETWEEN = Pattern.compile(",");

    private ConfusionText() {}

    static String of(Confusion confusion) {
        StringBuilder text = new StringBuilder();
        for (int reference = 0; reference < confusion.labels(); reference++) {
            for (int mask = 0; mask < confusion.labels(); mask++) {
                text.append(text.isEmpty() ? "" : ",").append(confusion.count(reference, mask));
            }
        }
        return text.toString();
    }

    static Confusion read(String text) {
        String[] counts = BETWEEN.split(text);
        Confusion confusion = new Confusion(LabelVoxels.LABELS);
        for (int n = 0; n < counts.length; n++) {
            confusion.add(n / LabelVoxels.LABELS, n % LabelVoxels.LABELS, Long.parseLong(counts[n]));
        }
        return confusion;
    }
}
