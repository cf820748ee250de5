package org.lungburden.dicom.series;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Vector3;

/** Says which slices break an even grid, in the terms of the DICOM header. */
final class SpacingFault {
    /** More places would fill the screen and tell nothing more. */
    private static final int MAX_PLACES = 3;

    /** Fewer slices tell no grid without the one at an end. */
    private static final int LEAST_OF_GRID = 4;

    private final List<CtSlice> slices;
    private final SliceSpacing spacing;

    /** @param slices in the order of the positions that were judged */
    SpacingFault(List<CtSlice> slices, SliceSpacing spacing) {
        this.slices = slices;
        this.spacing = spacing;
    }

    /** @param fault of the spacing */
    CodedException of(ErrorCode fault) {
        Optional<String> endBeside =
                fault == ErrorCode.UNEVEN_SPACING && spacing.change() == null ? endBeside() : Optional.empty();
        if (endBeside.isEmpty() && new RoundedSlices(slices).hideGrid()) {
            return new CodedException(
                    ErrorCode.UNEVEN_SPACING,
                    "Not measured: ImagePositionPatient is rounded too coarsely for slices about "
                            + decimal(meanDistanceMm()) + " mm apart, though no InstanceNumber is missing. Export the"
                            + " series again, with all decimals of ImagePositionPatient.");
        }
        String sentence = switch (fault) {
            case MISSING_SLICES -> missing();
            case DUPLICATE_SLICES -> isOnePosition() ? withoutPositions() : doubled();
            default -> spacing.change() == null ? endBeside.orElseGet(this::uneven) : changing(spacing.change());
        };
        return new CodedException(fault, "Not measured: " + sentence);
    }

    private double meanDistanceMm() {
        int last = slices.size() - 1;
        return slices.get(0)
                        .plane()
                        .position()
                        .distanceTo(slices.get(last).plane().position())
                / last;
    }

    private String missing() {
        int missing = spacing.missing();
        return (missing == 1 ? "1 slice is missing " : missing + " slices are missing ")
                + places(flaw -> "between " + axis() + " " + decimal(along(flaw.slice())) + " and "
                        + decimal(along(flaw.slice() + 1)) + " mm" + numbers(flaw.slice(), flaw.slice() + 1))
                + ". Send the whole series.";
    }

    private boolean isOnePosition() {
        Vector3 first = slices.get(0).plane().position();
        return slices.stream()
                .allMatch(slice -> slice.plane().position().distanceTo(first) < SliceSpacing.SAME_PLACE_MM);
    }

    /** An anonymizer writes zeros. Images of another single place were made to watch it. */
    private String withoutPositions() {
        Vector3 place = slices.get(0).plane().position();
        if (place.length() > 0) {
            return "all " + slices.size() + " images lie at one place (ImagePositionPatient), as those that watch for"
                    + " the arrival of contrast medium do (bolus tracking), and are no scan. Send the scan of the"
                    + " chest.";
        }
        return "ImagePositionPatient is the same in all slices, so nothing tells their order and distance. Export the"
                + " series again from the archive, with the scanner's ImagePositionPatient.";
    }

    private String changing(SpacingChange change) {
        return "the slice distance changes from " + decimal(change.belowMm()) + " mm to " + decimal(change.aboveMm())
                + " mm at "
                + axis() + " " + decimal(along(change.slice())) + " mm" + number(change.slice())
                + ". Send a series with one slice distance.";
    }

    private String doubled() {
        return "several different slices lie at one place: "
                + places(flaw ->
                        axis() + " " + decimal(along(flaw.slice())) + " mm" + numbers(flaw.slice(), flaw.slice() + 1))
                + ". Send one scan or one phase of the scan alone.";
    }

    /** A single distance at an end that differs moves the whole fitted grid, so that it accuses innocent slices. */
    private Optional<String> endBeside() {
        int last = slices.size() - 1;
        return last < LEAST_OF_GRID
                ? Optional.empty()
                : endBeside(0, 1, slices.subList(1, last + 1))
                        .or(() -> endBeside(last, last - 1, slices.subList(0, last)));
    }

    private Optional<String> endBeside(int end, int next, List<CtSlice> others) {
        List<Vector3> positions =
                others.stream().map(slice -> slice.plane().position()).toList();
        Vector3 normal = slices.get(0).plane().normal();
        SliceSpacing rest = SliceSpacing.of(
                positions.stream().mapToDouble(normal::dot).toArray(),
                PositionRounding.alongNormalMm(positions, normal));
        if (rest.fault() != null) {
            return Optional.empty();
        }
        double gapMm = slices.get(end)
                .plane()
                .position()
                .distanceTo(slices.get(next).plane().position());
        return Optional.of("the slices are not evenly spaced. They lie "
                + decimal(rest.line().stepMm())
                + " mm apart, but the one at an end, " + axis() + " " + decimal(along(end)) + " mm" + number(end)
                + ", lies "
                + decimal(gapMm) + " mm from the next. Leave it out, or send a series with one slice distance.");
    }

    private String uneven() {
        return "the slices are not evenly spaced. On a grid of "
                + decimal(spacing.line().stepMm()) + " mm these lie beside "
                + "their place: "
                + places(flaw -> axis() + " " + decimal(along(flaw.slice())) + " mm" + number(flaw.slice()) + " by "
                        + decimal(Math.abs(flaw.offMm())) + " mm")
                + ". Send a series with one slice distance.";
    }

    private String places(Function<SliceSpacing.Flaw, String> place) {
        List<SliceSpacing.Flaw> flaws = spacing.flaws();
        String named = flaws.stream().limit(MAX_PLACES).map(place).collect(Collectors.joining(", "));
        return flaws.size() > MAX_PLACES ? named + " and at " + (flaws.size() - MAX_PLACES) + " more places" : named;
    }

    private String numbers(int lower, int upper) {
        return SliceNumbers.of(slices.get(lower), slices.get(upper));
    }

    private String number(int slice) {
        return SliceNumbers.of(slices.get(slice));
    }

    /** The patient axis that the slices follow most; its coordinate is what viewers show. */
    private String axis() {
        Vector3 normal = slices.get(0).plane().normal();
        double x = Math.abs(normal.x());
        double y = Math.abs(normal.y());
        double z = Math.abs(normal.z());
        return z >= x && z >= y ? "z" : y >= x ? "y" : "x";
    }

    private double along(int slice) {
        Vector3 position = slices.get(slice).plane().position();
        return switch (axis()) {
            case "x" -> position.x();
            case "y" -> position.y();
            default -> position.z();
        };
    }

    /** With at most two decimals. */
    static String decimal(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
