package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.StudyReader;

/** Chooses the series that is measured, and says why. */
final class SeriesSelection {
    /** More would fill the screen. */
    private static final int MOST_TOLD = 4;

    private static final int TOLD_DIGITS = 6;

    private final IdenticalCopies copies;
    private final LungSections lungs;

    SeriesSelection(FramePixels pixels) {
        this.copies = new IdenticalCopies(pixels);
        this.lungs = new LungSections(pixels);
    }

    /**
     * @param series the chosen one
     * @param reason a sentence
     * @param others the ones that were not chosen, each with its reason
     * @param unused the ones that were not chosen and hold other images
     */
    record Selection(SeriesCandidate series, String reason, List<SeriesOption> others, List<SeriesCandidate> unused) {}

    /**
     * @param frames at least one
     * @param wanted the series that the client asks for, see {@link WantedSeries}; null when the rule decides
     * @throws org.lungburden.error.CodedException {@code AMBIGUOUS_SERIES}, {@code SERIES_NOT_FOUND}
     */
    Selection select(List<PlacedFrame> frames, @Nullable String wanted) throws IOException {
        List<SeriesCandidate> all = VolumeNumbers.numbered(new SeriesGroups(copies)
                .of(frames).stream().map(SeriesCandidate::new).toList());
        List<SeriesCandidate> allowed =
                wanted == null ? all : WantedSeries.of(wanted).among(all);
        List<SeriesCandidate> volumes = allowed.stream()
                .filter(candidate -> candidate.whyNoVolume().isEmpty())
                .toList();
        if (volumes.isEmpty()) {
            return leastBad(all, allowed, wanted);
        }
        if (wanted == null) {
            checkOneOrigin(volumes);
        }
        SeriesRule.Verdict verdict = SeriesRule.judge(entrants(volumes));
        SeriesCandidate chosen = theOne(verdict.best());
        List<SeriesCandidate> unused = without(all, verdict.best());
        new TornScan(lungs, chosen).check(wanted == null ? unused : allowed);
        return new Selection(
                chosen, reason(all, volumes, verdict, wanted), others(all, chosen, verdict.left()), unused);
    }

    /** The reader tells what is wrong with it. */
    private static Selection leastBad(
            List<SeriesCandidate> all, List<SeriesCandidate> allowed, @Nullable String wanted) {
        if (wanted == null) {
            checkOneOrigin(allowed);
        }
        SeriesCandidate largest = allowed.stream()
                .max(Comparator.comparingInt(SeriesCandidate::slices))
                .orElseThrow();
        return new Selection(
                largest, "No series is a volume.", others(all, largest, Map.of()), without(all, List.of(largest)));
    }

    private static List<SeriesCandidate> without(List<SeriesCandidate> all, List<SeriesCandidate> equal) {
        return all.stream().filter(candidate -> !equal.contains(candidate)).toList();
    }

    private static void checkOneOrigin(List<SeriesCandidate> candidates) {
        Set<String> patients = new HashSet<>();
        Set<String> studies = new HashSet<>();
        for (SeriesCandidate candidate : candidates) {
            patients.add(candidate.firstText(Tag.PATIENT_ID));
            studies.add(candidate.firstText(Tag.STUDY_INSTANCE_UID));
        }
        if (patients.size() > 1
                && studies.size() == 1
                && candidates.size() >= StudyReader.LEAST_SLICES
                && candidates.stream().allMatch(candidate -> candidate.slices() == 1)) {
            throw ambiguous(
                    "Not measured: the PatientID differs from image to image (" + patients.size()
                            + " in one StudyInstanceUID), as if an anonymizer had made up one for each. If the images are one"
                            + " scan, give all of them one PatientID.",
                    candidates);
        }
        if (patients.size() > 1 || studies.size() > 1) {
            String what = patients.size() > 1
                    ? patients.size() + " patients (PatientID)"
                    : studies.size() + " studies (StudyInstanceUID)";
            throw ambiguous(
                    "Not measured: the upload holds CT series of " + what + ": "
                            + candidates.stream()
                                    .limit(MOST_TOLD)
                                    .map(SeriesSelection::inShort)
                                    .collect(Collectors.joining(", "))
                            + (candidates.size() > MOST_TOLD ? " and more." : "."),
                    candidates);
        }
    }

    /** Tells series apart without what would tell more of the patient than is needed, such as dates. */
    private static String inShort(SeriesCandidate candidate) {
        Double thicknessMm = candidate.thicknessMm();
        String study = candidate.uid(Tag.STUDY_INSTANCE_UID);
        return candidate.slices()
                + (candidate.slices() == 1 ? " slice" : " slices")
                + (thicknessMm == null ? "" : " of " + SpacingFault.decimal(thicknessMm) + " mm")
                + (study == null
                        ? ""
                        : " (StudyInstanceUID ends in " + study.substring(Math.max(0, study.length() - TOLD_DIGITS))
                                + ")");
    }

    private List<SeriesRule.Entrant> entrants(List<SeriesCandidate> volumes) throws IOException {
        if (volumes.size() == 1 || showTheSame(volumes)) {
            return volumes.stream()
                    .map(series -> new SeriesRule.Entrant(series, 1, 1))
                    .toList();
        }
        Map<SeriesCandidate, LungSections.Shown> shown = new LinkedHashMap<>();
        for (SeriesCandidate series : volumes) {
            shown.put(series, lungs.in(series));
        }
        double highest = most(shown.values(), LungSections.Shown::heightMm);
        double largest = most(shown.values(), LungSections.Shown::volumeMm3);
        List<SeriesRule.Entrant> entrants = new ArrayList<>();
        shown.forEach((series, lung) -> entrants.add(
                new SeriesRule.Entrant(series, share(lung.heightMm(), highest), share(lung.volumeMm3(), largest))));
        return entrants;
    }

    private static double most(Collection<LungSections.Shown> shown, ToDoubleFunction<LungSections.Shown> measure) {
        return shown.stream().mapToDouble(measure).max().orElse(0);
    }

    private static double share(double part, double most) {
        return most == 0 ? 1 : part / most;
    }

    /** Whether all show the same part of the body, so that their pixels need not be looked at. */
    private static boolean showTheSame(List<SeriesCandidate> volumes) {
        SeriesCandidate first = volumes.get(0);
        return volumes.stream()
                .allMatch(series -> series.extent().hasFieldOf(first.extent())
                        && series.extent().isWithin(first.extent())
                        && first.extent().isWithin(series.extent()));
    }

    private SeriesCandidate theOne(List<SeriesCandidate> best) throws IOException {
        List<SeriesCandidate> ordered = best.stream()
                .sorted(Comparator.comparing(
                                SeriesCandidate::seriesInstanceUid, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(SeriesCandidate::volume, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        for (SeriesCandidate other : ordered.subList(1, ordered.size())) {
            if (!copies.areEqual(ordered.get(0).frames(), other.frames())) {
                throw ambiguous(sentence(ordered), ordered);
            }
        }
        return ordered.get(0);
    }

    private static String sentence(List<SeriesCandidate> best) {
        Set<Set<String>> series = new HashSet<>();
        best.forEach(candidate -> series.add(candidate.writtenUids()));
        return series.size() == 1
                ? "Not measured: the series holds " + best.size()
                        + " phases or reconstructions that are equally suitable. " + new Differences(best).sentence()
                        + Sweep.advice(
                                best.stream().map(SeriesCandidate::frames).toList())
                : "Not measured: the upload holds " + best.size() + " CT series that are equally suitable.";
    }

    private static SeriesChoiceException ambiguous(String sentence, List<SeriesCandidate> candidates) {
        return new SeriesChoiceException(
                ErrorCode.AMBIGUOUS_SERIES, sentence + " " + HowToChoose.sentence(candidates), options(candidates));
    }

    private static String reason(
            List<SeriesCandidate> all,
            List<SeriesCandidate> volumes,
            SeriesRule.Verdict verdict,
            @Nullable String wanted) {
        SeriesCandidate best = verdict.best().get(0);
        String merged = (best.writtenUids().size() > 1
                        ? " The export gives its slices different series; together they are one volume."
                        : "")
                + (best.volume() == null || verdict.best().size() > 1
                        ? ""
                        : " It is volume " + best.volume() + " of its series.");
        if (wanted != null) {
            return "The request asks for this series." + merged;
        }
        if (all.size() == 1) {
            return "It is the only CT series." + merged;
        }
        if (volumes.size() == 1) {
            return "It is the only CT series that is a volume." + merged;
        }
        String reasons = verdict.reasons().isEmpty() ? "the same images" : String.join(", ", verdict.reasons());
        return "Of " + volumes.size() + " series that are volumes it has: " + reasons + "." + merged;
    }

    private static List<SeriesOption> others(
            List<SeriesCandidate> all, SeriesCandidate chosen, Map<SeriesCandidate, String> left) {
        Function<SeriesCandidate, String> why = candidate -> Optional.ofNullable(left.get(candidate))
                .or(candidate::whyNoVolume)
                .orElse("the same images, or another series was asked for");
        return all.stream()
                .filter(candidate -> candidate != chosen)
                .map(candidate -> candidate.option(why.apply(candidate)))
                .toList();
    }

    /** What a client may choose from. */
    static List<SeriesOption> options(List<SeriesCandidate> candidates) {
        VolumeLabels labels = new VolumeLabels(candidates);
        return candidates.stream()
                .map(candidate ->
                        candidate.option(candidate.whyNoVolume().orElseGet(() -> "a volume" + labels.of(candidate))))
                .toList();
    }
}
