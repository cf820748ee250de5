package org.lungburden.dicom.series;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lungburden.geometry.Vector3;

/**
 * How far rounding may have moved the positions of a series. Image Position (Patient) is a decimal string, and scanners
 * and exports write few decimals. The decimals of all slices together show the step of the rounding: it is a tenth when
 * no slice has more than one decimal.
 */
final class PositionRounding {
    /** Coarsest first. Finer steps move no slice that matters. */
    private static final double[] STEPS_MM = {1, 0.1, 0.01, 0.001};

    /**
     * Many exports write a position that passed through 32 bits, such as -154.050003 for -154.05. Within 500 mm of the
     * origin this moves a position by at most this distance.
     */
    private static final double SINGLE_PRECISION_MM = 3e-5;

    private PositionRounding() {}

    /**
     * @param positions of the slices of a series
     * @param normal unit vector along which the slices are ordered
     * @return half a rounding step, in mm along the normal
     */
    static double alongNormalMm(List<Vector3> positions, Vector3 normal) {
        return (Math.abs(normal.x()) * stepMm(positions, Vector3::x)
                        + Math.abs(normal.y()) * stepMm(positions, Vector3::y)
                        + Math.abs(normal.z()) * stepMm(positions, Vector3::z))
                / 2;
    }

    /** 0 for a coordinate that all slices share, since its rounding moves all slices alike. */
    private static double stepMm(List<Vector3> positions, ToDoubleFunction<Vector3> coordinate) {
        double first = coordinate.applyAsDouble(positions.get(0));
        if (positions.stream().allMatch(position -> coordinate.applyAsDouble(position) == first)) {
            return 0;
        }
        for (double stepMm : STEPS_MM) {
            if (positions.stream().allMatch(position -> isMultiple(coordinate.applyAsDouble(position), stepMm))) {
                return stepMm;
            }
        }
        return 0;
    }

    private static boolean isMultiple(double valueMm, double stepMm) {
        return Math.abs(valueMm - Math.rint(valueMm / stepMm) * stepMm) <= SINGLE_PRECISION_MM;
    }
}
