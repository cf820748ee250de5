package org.lungburden.standalone.cohort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.cohort.CohortDocument.Agreeing;
import org.lungburden.standalone.cohort.CohortDocument.Agreement;
import org.lungburden.standalone.cohort.CohortDocument.Compared;
import org.lungburden.standalone.cohort.CohortDocument.Missing;
import org.lungburden.standalone.cohort.CohortDocument.Pair;
import org.lungburden.statistics.BlandAltman;
import org.lungburden.statistics.Correlation;
import org.lungburden.statistics.Figure;
import org.lungburden.statistics.SignedRanks;
import org.lungburden.statistics.Summary;

/** Compares the masks of a cohort with a reader's, one study after the other. */
public final class Comparison {
    private final Map<Measure, List<Compared>> values = new EnumMap<>(Measure.class);
    private final Map<Measure, List<Double>> dices = new EnumMap<>(Measure.class);
    private final List<Pair> studies = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();

    private Comparison() {}

    /** @param progress called before each study, with its name and number */
    static Comparison of(CohortTable table, Masks masks, ObjIntConsumer<String> progress) throws IOException {
        Comparison comparison = new Comparison();
        int number = 0;
        for (CohortRow row : table.measured()) {
            progress.accept(row.study(), ++number);
            try {
                comparison.add(row.study(), masks.read(row));
            } catch (NotComparedException e) {
                comparison.missing.add(new Missing(row.study(), e.why().name(), String.valueOf(e.getMessage())));
            }
        }
        return comparison;
    }

    private void add(String study, MaskPair pair) {
        Map<String, Figure<Double>> dice = new LinkedHashMap<>();
        Map<String, Compared> compared = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            if (measure.needsLung() && !pair.outlinesLung()) {
                continue;
            }
            Compared both = new Compared(pair.own(measure), pair.reference(measure));
            values.computeIfAbsent(measure, unseen -> new ArrayList<>()).add(both);
            compared.put(measure.column(), both);
            if (!measure.isPercent()) {
                Figure<Double> found = pair.confusion().dice(measure.labels());
                dice.put(measure.column(), found);
                if (found.value() != null) {
                    dices.computeIfAbsent(measure, unseen -> new ArrayList<>()).add(found.value());
                }
            }
        }
        studies.add(new Pair(study, dice, compared));
    }

    /** Of the studies that were compared, in the order of the table. */
    public List<Compared> pairs(Measure measure) {
        return values.getOrDefault(measure, List.of());
    }

    Agreement agreement() {
        List<Agreeing> measures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            measures.add(agreeing(measure));
        }
        return new Agreement(studies.size(), missing, studies, measures);
    }

    private Agreeing agreeing(Measure measure) {
        double[] result = pairs(measure).stream().mapToDouble(Compared::result).toArray();
        double[] reference =
                pairs(measure).stream().mapToDouble(Compared::reference).toArray();
        return new Agreeing(
                measure.column(),
                measure.unit(),
                result.length,
                dice(measure),
                Correlation.spearman(result, reference),
                Correlation.pearson(result, reference),
                BlandAltman.of(result, reference),
                SignedRanks.of(result, reference));
    }

    private @Nullable Figure<Summary> dice(Measure measure) {
        return measure.isPercent()
                ? null
                : Summary.of(dices.getOrDefault(measure, List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }
}
