package org.lungburden.inference;

import java.io.IOException;
import java.nio.file.Path;
import org.lungburden.geometry.Volume;
import org.lungburden.pipeline.Nanos;
import org.lungburden.pipeline.StudyPipeline;

/**
 * How long the network takes for one scan.
 *
 * @param device {@code cpu} or {@code cuda:N}
 * @param slabSlices targets of a slab at the end, which lack of memory may have halved
 * @param slices of the scan's network grid
 * @param seconds the fastest of the timed runs
 */
public record InferenceBenchmark(String device, Precision precision, int slabSlices, int slices, double seconds) {
    private static final double NANOS_PER_S = 1e9;

    /**
     * Loads a model, runs the model over the scan once to warm up, and then {@code runs} times.
     *
     * @param slabSlices targets of a slab; 0 for the usual number
     * @param scan in the canonical orientation
     * @param runs at least 1
     */
    public static InferenceBenchmark run(Path model, Placement placement, int slabSlices, Volume scan, int runs)
            throws IOException {
        ModelManifest.Loaded loaded = ModelManifest.read(model);
        int most = slabSlices == 0 ? TorchSegmenter.SLAB_SLICES : slabSlices;
        PlacedNetwork placed = PlacedNetwork.of(loaded, placement, most);
        try (TorchSegmenter segmenter = new TorchSegmenter(loaded, placed.runner(), placed.slabSlices())) {
            var grid = StudyPipeline.networkGrid(scan, segmenter.card());
            segmenter.segment(grid, progress -> {});
            Nanos fastest = Nanos.fastest(runs, () -> segmenter.segment(grid, progress -> {}));
            return new InferenceBenchmark(
                    placed.device(),
                    placed.precision(),
                    segmenter.slabSlices(),
                    grid.slices(),
                    fastest.wall() / NANOS_PER_S);
        }
    }
}
