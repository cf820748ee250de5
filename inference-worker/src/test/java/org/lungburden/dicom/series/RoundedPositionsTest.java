package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Vector3;

/**
 * Simulated scans whose positions are written with one or two decimals, as scanners do (dicom2nifti 36, dcmstack 55).
 * Each spacing from 0.5 to 10 mm in steps of 0.005 mm, and one between two steps, is tried at several offsets from a fixed seed. Half of the offsets are multiples of 0.05 mm,
 * which rounding moves either way.
 */
class RoundedPositionsTest {
    private static final int OFFSETS = 2;
    private static final int SLICES = 40;
    private static final Vector3 ALONG_Z = new Vector3(0, 0, 1);

    private record Scan(double spacingMm, double offsetMm, int slices) {
        double[] exact() {
            return IntStream.range(0, slices)
                    .mapToDouble(k -> offsetMm + k * spacingMm)
                    .toArray();
        }

        @Override
        public String toString() {
            return slices + " slices of " + spacingMm + " mm from " + offsetMm + " mm";
        }
    }

    private static List<Scan> scans(int slices) {
        Random random = new Random(17);
        List<Scan> scans = new ArrayList<>();
        for (int step = 100; step <= 2000; step++) {
            for (int n = 0; n < OFFSETS; n++) {
                scans.add(
                        new Scan(step * 0.005 + random.nextDouble() * 0.005, random.nextDouble() * 600 - 500, slices));
                scans.add(new Scan(step * 0.005, random.nextInt(12_000) * 0.05 - 500, slices));
            }
        }
        return scans;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 15, 40, 130, 400})
    void noEvenScanIsRefused(int slices) {
        for (Scan scan : scans(slices)) {
            for (double roundingMm : new double[] {0.1, 0.01}) {
                assertThat(fault(scan.exact(), roundingMm)).as("%s", scan).isNull();
            }
        }
    }

    static Stream<Vector3> normals() {
        return Stream.of(
                new Vector3(0, -Math.sin(Math.toRadians(15)), Math.cos(Math.toRadians(15))),
                new Vector3(0.2, 0.3, 0.9).unit(),
                new Vector3(0, 1, 0),
                new Vector3(0, 0, -1));
    }

    /** All three coordinates are rounded when slices are tilted or oblique. */
    @ParameterizedTest
    @MethodSource("normals")
    void noObliqueScanIsRefused(Vector3 normal) {
        for (Scan scan : scans(40)) {
            List<Vector3> positions = Arrays.stream(scan.exact())
                    .mapToObj(along -> normal.times(along).plus(new Vector3(-170.3, 12.7, 3.1)))
                    .map(at -> new Vector3(rounded(at.x(), 0.1), rounded(at.y(), 0.1), rounded(at.z(), 0.1)))
                    .toList();
            SliceSpacing spacing = SliceSpacing.of(
                    positions.stream().mapToDouble(normal::dot).toArray(),
                    PositionRounding.alongNormalMm(positions, normal));
            assertThat(spacing.fault()).as("%s", scan).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.01})
    void aMissingSliceIsTold(double roundingMm) {
        eachSlice(1, roundingMm, (positions, k, mm) -> positions.remove(k), ErrorCode.MISSING_SLICES);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.01})
    void aDoubledSliceIsTold(double roundingMm) {
        eachSlice(0, roundingMm, (positions, k, mm) -> positions.add(k, positions.get(k)), ErrorCode.DUPLICATE_SLICES);
    }

    /**
     * Of 0.5 mm slices 30 % are one and a half rounding steps, and the last slices may be rounded to where an even scan
     * of 0.503 mm would have them.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.01})
    void aSliceThirtyPercentBesideItsPlaceIsTold(double roundingMm) {
        for (double share : new double[] {0.3, -0.3}) {
            eachSlice(
                    roundingMm == 0.1 ? 3 : 0,
                    roundingMm,
                    (positions, k, spacingMm) -> positions.set(k, positions.get(k) + share * spacingMm),
                    ErrorCode.UNEVEN_SPACING);
        }
    }

    private interface Spoil {
        void spoil(List<Double> positions, int k, double spacingMm);
    }

    /** @param spare slices at either end that are not spoiled, since nobody could tell */
    private static void eachSlice(int spare, double roundingMm, Spoil spoil, ErrorCode expected) {
        Random random = new Random(4);
        for (Scan scan : scans(SLICES)) {
            int[] slices = {spare, spare + 1, 20, SLICES - 1 - spare, random.nextInt(spare, SLICES - spare)};
            for (int k : slices) {
                List<Double> positions =
                        new ArrayList<>(Arrays.stream(scan.exact()).boxed().toList());
                spoil.spoil(positions, k, scan.spacingMm());
                double[] spoiled =
                        positions.stream().mapToDouble(Double::doubleValue).toArray();
                assertThat(fault(spoiled, roundingMm))
                        .as("%s, slice %s", scan, k)
                        .isEqualTo(expected);
            }
        }
    }

    private static @Nullable ErrorCode fault(double[] exact, double roundingMm) {
        double[] written =
                Arrays.stream(exact).map(value -> rounded(value, roundingMm)).toArray();
        List<Vector3> places =
                Arrays.stream(written).mapToObj(z -> new Vector3(0, 0, z)).toList();
        return SliceSpacing.of(written, PositionRounding.alongNormalMm(places, ALONG_Z))
                .fault();
    }

    private static double rounded(double value, double stepMm) {
        return Math.rint(value / stepMm) * stepMm;
    }
}
