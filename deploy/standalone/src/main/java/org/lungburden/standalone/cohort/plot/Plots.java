package org.lungburden.standalone.cohort.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungburden.standalone.cohort.Cohort;
import org.lungburden.standalone.cohort.CohortDocument;
import org.lungburden.standalone.cohort.CohortDocument.Agreeing;
import org.lungburden.standalone.cohort.CohortDocument.Compared;
import org.lungburden.standalone.cohort.Comparison;
import org.lungburden.standalone.cohort.Measure;
import org.lungburden.statistics.Figure;

/** All plots of a cohort. What cannot be computed has none. */
public final class Plots {
    private Plots() {}

    /** The content by the name of its file. */
    public static Map<String, String> of(Cohort cohort) {
        Map<String, String> plots = new LinkedHashMap<>();
        of(cohort.document().burden()).ifPresent(burden -> plots.put("burden-histogram.svg", BurdenPlot.draw(burden)));
        CohortDocument.Agreement agreement = cohort.document().agreement();
        Comparison comparison = cohort.comparison();
        if (agreement != null && comparison != null) {
            for (Measure measure : Measure.values()) {
                agreement(
                        plots,
                        measure,
                        comparison.pairs(measure),
                        agreement.measures().get(measure.ordinal()));
            }
        }
        return plots;
    }

    private static void agreement(Map<String, String> plots, Measure measure, List<Compared> pairs, Agreeing agreeing) {
        of(agreeing.blandAltman())
                .ifPresent(found -> plots.put(
                        "bland-altman-" + measure.slug() + ".svg", AgreementPlots.blandAltman(measure, found)));
        if (!pairs.isEmpty()) {
            plots.put("scatter-" + measure.slug() + ".svg", AgreementPlots.scatter(measure, pairs, agreeing));
        }
    }

    private static <T> Optional<T> of(Figure<T> figure) {
        return figure.fold(Optional::of, why -> Optional.empty());
    }
}
