package org.lungburden.postprocess;

import java.util.Arrays;
import java.util.Optional;
import org.lungburden.geometry.Components;
import org.lungburden.geometry.Interruption;

/**
 * Cuts one body into two at the thinnest place between its two cores: a watershed on the distance map. On a grid of
 * about 2 mm, steps of 2 mm erode the body until two parts lie far enough apart from right to left. Then the parts grow
 * back, step by step, and meet at the neck: the anterior or posterior junction line, where the lungs touch. The
 * distance map measures thickness within sagittal planes, because the wanted border is about sagittal. Measured in 3D,
 * lungs that are narrow from side to side would vanish before their contact does.
 */
final class TouchingLungs {
    private static final double CELL_MM = 2;
    private static final double STEP_MM = 2;

    private final int factorK;
    /** For each pixel of a scan slice, the index of its cell within the slice of cells. */
    private final int[] cellOfPixel;

    private final int columns;
    private final int rows;
    private final byte[][] cells;
    private final double[] cellMm;

    /**
     * @param body {@code [k][j * columns + i]}
     * @param value value of the body's voxels
     */
    private TouchingLungs(byte[][] body, int scanColumns, int scanRows, byte value, double[] spacingMm) {
        int factorI = factor(spacingMm[0]);
        int factorJ = factor(spacingMm[1]);
        factorK = factor(spacingMm[2]);
        columns = (scanColumns + factorI - 1) / factorI;
        rows = (scanRows + factorJ - 1) / factorJ;
        cellOfPixel = new int[scanColumns * scanRows];
        for (int n = 0; n < cellOfPixel.length; n++) {
            cellOfPixel[n] = n / scanColumns / factorJ * columns + n % scanColumns / factorI;
        }
        cellMm = new double[] {spacingMm[0] * factorI, spacingMm[1] * factorJ, spacingMm[2] * factorK};
        cells = new byte[(body.length + factorK - 1) / factorK][columns * rows];
        for (byte[] slice : cells) {
            Arrays.fill(slice, (byte) 1);
        }
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < body.length; k++) {
            interruption.check();
            for (int n = 0; n < body[k].length; n++) {
                if (body[k][n] != value) {
                    cells[k / factorK][cellOfPixel[n]] = 0;
                }
            }
        }
    }

    private static int factor(double spacingMm) {
        return (int) Math.max(1, Math.round(CELL_MM / spacingMm));
    }

    /**
     * Replaces {@code value} by 1 and 2 when the body can be cut; the part with the lower i gets 1.
     *
     * @param apartMm least distance of the cores' centroids from right to left
     * @param leastShare least size of the smaller core, as a share of the larger
     * @return whether it was cut; otherwise nothing is changed
     */
    static boolean cut(
            byte[][] body, int columns, int rows, byte value, double[] spacingMm, double apartMm, double leastShare) {
        TouchingLungs lungs = new TouchingLungs(body, columns, rows, value, spacingMm);
        if (!lungs.growFromCores(apartMm, leastShare)) {
            return false;
        }
        for (int k = 0; k < body.length; k++) {
            for (int n = 0; n < body[k].length; n++) {
                byte part = lungs.cells[k / lungs.factorK][lungs.cellOfPixel[n]];
                if (body[k][n] == value && part != 0) {
                    body[k][n] = part;
                }
            }
        }
        new Flood(body, columns, rows).spread((k, n) -> body[k][n] == value);
        return true;
    }

    private boolean growFromCores(double apartMm, double leastShare) {
        double[][] distance = DistanceMap.squaredMm2(cells, columns, rows, cellMm[1], cellMm[2]);
        double deepest = Arrays.stream(distance)
                .flatMapToDouble(Arrays::stream)
                .filter(d -> d < 1e11)
                .max()
                .orElse(0);
        for (double radiusMm = 0; radiusMm * radiusMm < deepest; radiusMm += STEP_MM) {
            Optional<byte[][]> cores = cores(deeper(distance, radiusMm), apartMm, leastShare);
            if (cores.isPresent()) {
                grow(cores.get(), distance, radiusMm);
                return true;
            }
        }
        return false;
    }

    private byte[][] deeper(double[][] distance, double radiusMm) {
        byte[][] deep = new byte[cells.length][columns * rows];
        for (int k = 0; k < deep.length; k++) {
            for (int n = 0; n < deep[k].length; n++) {
                deep[k][n] = (byte) (distance[k][n] > radiusMm * radiusMm ? 1 : 0);
            }
        }
        return deep;
    }

    private Optional<byte[][]> cores(byte[][] deep, double apartMm, double leastShare) {
        Components parts = Components.of(deep, columns, rows, Components.LUNG, Components.Neighbors.SPACE_6);
        return LungPair.of(parts, apartMm / cellMm[0], leastShare).map(pair -> {
            byte[][] cores = new byte[deep.length][columns * rows];
            parts.forEachRun((part, k, j, i0, i1) -> {
                byte side = pair.coreSide(part);
                Arrays.fill(cores[k], j * columns + i0, j * columns + i1, side);
            });
            return cores;
        });
    }

    private void grow(byte[][] cores, double[][] distance, double splitRadiusMm) {
        Flood flood = new Flood(cores, columns, rows);
        for (double radiusMm = splitRadiusMm; radiusMm >= 0; radiusMm -= STEP_MM) {
            double limit = radiusMm * radiusMm;
            flood.spread((k, n) -> cores[k][n] == 0 && distance[k][n] > limit);
        }
        System.arraycopy(cores, 0, cells, 0, cells.length);
    }
}
