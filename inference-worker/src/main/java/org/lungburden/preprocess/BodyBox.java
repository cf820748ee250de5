package org.lungburden.preprocess;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;

/**
 * The part of the axial slices that holds the body.
 *
 * <p>Block means reduce each slice in plane to at most 128 x 128 by the factor f = ceil(max(rows, columns) / 128). The
 * remainder at the end is dropped. An opening by a 5 x 5 square without corners takes couch and cover away from the
 * pixels denser than -500 HU. The largest 4-connected component is then the body of that slice, unless the component
 * has less than 1 % of the slice. The box is the union over all slices. A single box keeps a structure at the same
 * place of the network's grid in all slices that the recurrent branch sees.
 */
public final class BodyBox {
    private static final int REDUCED_SIZE = 128;
    private static final int TISSUE_HU = -500;
    private static final int LEAST_PERCENT = 1;

    private BodyBox() {}

    /** @return the box in pixels of the scan's slices; empty when no slice shows a body */
    public static Optional<PixelBox> of(Volume volume) {
        int factor = ceilDiv(Math.max(volume.rows(), volume.columns()), REDUCED_SIZE);
        int columns = volume.columns() / factor;
        int rows = volume.rows() / factor;
        if (columns == 0 || rows == 0) {
            return Optional.empty();
        }
        int leastPixels = ceilDiv(columns * rows * LEAST_PERCENT, 100);
        Interruption interruption = Interruption.ofThisThread();
        return IntStream.range(0, volume.slices())
                .parallel()
                .peek(k -> interruption.check())
                .mapToObj(k -> tissue(volume, k, factor, columns, rows).open().boxOfLargest(leastPixels))
                .flatMap(Optional::stream)
                .reduce(BodyBox::union)
                .map(box -> new PixelBox(box.i0() * factor, box.i1() * factor, box.j0() * factor, box.j1() * factor));
    }

    private static BodyMask tissue(Volume volume, int k, int factor, int columns, int rows) {
        boolean[] mask = new boolean[columns * rows];
        long[] sums = new long[columns];
        for (int j = 0; j < rows; j++) {
            sumBlocks(volume, k, j, factor, sums);
            for (int i = 0; i < columns; i++) {
                mask[j * columns + i] = sums[i] > (long) TISSUE_HU * factor * factor;
            }
        }
        return new BodyMask(mask, columns, rows);
    }

    private static void sumBlocks(Volume volume, int k, int reducedRow, int factor, long[] sums) {
        short[] hu = volume.hu()[k];
        for (int i = 0; i < sums.length; i++) {
            long sum = 0;
            for (int dj = 0; dj < factor; dj++) {
                int start = (reducedRow * factor + dj) * volume.columns() + i * factor;
                for (int di = 0; di < factor; di++) {
                    sum += hu[start + di];
                }
            }
            sums[i] = sum;
        }
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    private static PixelBox union(PixelBox a, PixelBox b) {
        return new PixelBox(
                Math.min(a.i0(), b.i0()), Math.max(a.i1(), b.i1()), Math.min(a.j0(), b.j0()), Math.max(a.j1(), b.j1()));
    }
}
