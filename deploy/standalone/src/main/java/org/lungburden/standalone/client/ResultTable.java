package org.lungburden.standalone.client;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;

/** The volumes as a table for people. */
public final class ResultTable {
    private ResultTable() {}

    public static void print(ResultDocument.Measured result, PrintWriter out) {
        ResultDocument.VolumesMl volumes = result.volumesMl();
        ResultDocument.BurdenPercent burden = result.burdenPercent();
        out.println();
        out.println("                      volume    of lung   mean density");
        row(out, "Lung", volumes.lung(), null, meanHu(result, "LUNG"));
        optionalRow(out, "  left", volumes.leftLung());
        optionalRow(out, "  right", volumes.rightLung());
        row(out, "Ground glass", volumes.groundGlass(), burden.groundGlass(), meanHu(result, "GROUND_GLASS"));
        row(out, "High opacity", volumes.highOpacity(), burden.highOpacity(), meanHu(result, "HIGH_OPACITY"));
        row(out, "Opacity", volumes.pneumonia(), burden.pneumonia(), null);
        for (ResultDocument.Quality quality : result.quality()) {
            out.println("  note " + quality.code() + ": " + quality.message());
        }
        out.println();
        out.println("Model " + result.model().name() + " " + result.model().version());
        out.println(ResultDocument.NOTICE);
    }

    private static @Nullable Double meanHu(ResultDocument.Measured result, String of) {
        return result.density().stream()
                .filter(density -> density.of().equals(of))
                .map(ResultDocument.Density::meanHu)
                .findFirst()
                .orElse(null);
    }

    private static void optionalRow(PrintWriter out, String name, @Nullable Double ml) {
        if (ml != null) {
            row(out, name, ml, null, null);
        }
    }

    private static void row(PrintWriter out, String name, double ml, @Nullable Double percent, @Nullable Double hu) {
        String line = String.format(Locale.ROOT, "%-16s %9.1f mL", name, ml)
                + (percent == null ? " ".repeat(11) : String.format(Locale.ROOT, " %8.2f %%", percent))
                + (hu == null ? "" : String.format(Locale.ROOT, " %9.0f HU", hu));
        out.println(line.stripTrailing());
    }
}
