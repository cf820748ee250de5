package org.lungburden.standalone.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.nifti.NiftiLabels;

/**
 * Finds the masks of a study by name.
 *
 * @param results the folder of the table; a study's folder lies in it
 * @param references the folder of the reader's masks
 */
record Masks(Path results, Path references) {
    private static final String LABELS = "labels.nii.gz";
    /** A table may come out of a spreadsheet that rounds, or show one decimal. */
    private static final double ROUNDING_ML = 0.1;

    private static final double ROUNDING_SHARE = 1e-3;

    /** @throws NotComparedException when the two masks are not there, or not on one grid */
    MaskPair read(CohortRow row) throws IOException {
        Path own = within(results, row.folder())
                .map(folder -> folder.resolve(LABELS))
                .filter(Files::isRegularFile)
                .orElseThrow(() -> new NotComparedException(
                        NotCompared.NO_LABELS,
                        row.folder() == null
                                ? "the row names no folder"
                                : "there is no " + Dialect.shown(row.folder()) + "/" + LABELS));
        Path reference = reference(row);
        LabelVolume ownLabels = labels(own, NotCompared.LABELS_UNREADABLE);
        MaskPair pair = MaskPair.of(ownLabels, labels(reference, NotCompared.REFERENCE_UNREADABLE));
        double told = row.value(Measure.LUNG);
        double found = pair.own(Measure.LUNG);
        if (Math.abs(told - found) > ROUNDING_ML + ROUNDING_SHARE * told) {
            throw new NotComparedException(
                    NotCompared.LABELS_OF_ANOTHER_STUDY,
                    String.format(
                            Locale.ROOT, "%s holds %.1f mL of lung, the table tells %.1f mL", LABELS, found, told));
        }
        return pair;
    }

    private Path reference(CohortRow row) {
        List<String> names = Stream.of(name(row.folder(), ""), name(row.folder(), "/labels"), name(row.reference(), ""))
                .flatMap(Optional::stream)
                .flatMap(name -> Stream.of(name + ".nii.gz", name + ".nii"))
                .toList();
        return names.stream()
                .flatMap(name -> within(references, name).stream())
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new NotComparedException(
                        NotCompared.NO_REFERENCE,
                        "there is none of "
                                + String.join(
                                        ", ", names.stream().map(Dialect::shown).toList())));
    }

    private static Optional<String> name(@Nullable String name, String suffix) {
        return Optional.ofNullable(name).map(given -> given + suffix);
    }

    /** The table may come from somebody else, so that no name in it leads out of the folder. */
    private static Optional<Path> within(Path folder, @Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path found = root.resolve(name).normalize();
            return found.startsWith(root) && !found.equals(root) ? Optional.of(found) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static LabelVolume labels(Path file, NotCompared why) throws IOException {
        try {
            return NiftiLabels.read(file);
        } catch (CodedException fault) {
            throw new NotComparedException(why, fault.code() + ": " + fault.detail());
        }
    }
}
