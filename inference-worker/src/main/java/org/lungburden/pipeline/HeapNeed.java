package org.lungburden.pipeline;

import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.preprocess.NetworkGrids;
import org.lungburden.study.ScanSize;

/**
 * The heap that the pipeline holds at its peak, while the pipeline measures. That is the scan, its copy in canonical
 * orientation, the network's grid with its probabilities, and the labels before and after cleanup. Short-lived memory
 * of the kernels is left out.
 */
final class HeapNeed {
    private HeapNeed() {}

    static long bytes(ScanSize scan, ModelCard card, HeapBlocks blocks) {
        Orientation orientation = Orientation.of(scan.affine());
        int[] shape = {scan.columns(), scan.rows(), scan.slices()};
        long pixels = (long) shape[orientation.scanAxis(0)] * shape[orientation.scanAxis(1)];
        int slices = shape[orientation.scanAxis(2)];
        long turned = orientation.keepsSlices() ? 0 : slices * blocks.bytes(Short.BYTES * pixels);
        long labels = 2 * slices * blocks.bytes(pixels);
        double spacingMm = scan.affine().spacingMm()[orientation.scanAxis(2)];
        return stored(scan, blocks) + turned + labels + network(slices, spacingMm, card, blocks);
    }

    private static long stored(ScanSize scan, HeapBlocks blocks) {
        return scan.slices() * blocks.bytes((long) Short.BYTES * scan.columns() * scan.rows());
    }

    private static long network(int scanSlices, double spacingMm, ModelCard card, HeapBlocks blocks) {
        int slices = NetworkGrids.sliceCount(scanSlices, spacingMm, card.neighbourDistanceMm());
        long floats = (long) Float.BYTES * card.rows() * card.columns();
        return slices * (blocks.bytes(floats) + blocks.bytes(SoftLabels.LABELS * floats));
    }
}
