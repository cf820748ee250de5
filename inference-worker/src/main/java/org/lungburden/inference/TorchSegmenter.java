package org.lungburden.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;
import org.lungburden.pipeline.SegmenterLostException;
import org.lungburden.preprocess.LungRegion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the TorchScript network over a scan, some slices a call, where the lungs are.
 *
 * <p>When memory runs out, the segmenter halves the slab once and for all. All studies use the same slab shape, so the
 * larger slab would fail again; the smaller slab costs about a seventh more time. The segmenter is lost when memory
 * runs out again or when the CUDA context breaks. Every later call then fails, and only a new process can go on.
 */
public final class TorchSegmenter implements Segmenter {
    /**
     * Slices in each call.
     */
    static final int SLAB_SLICES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(TorchSegmenter.class);

    private final ModelManifest.Loaded loaded;
    private final NetworkRunner runner;
    private final FloatBuffer input;
    private int slabSlices;
    private boolean halved;
    private volatile boolean calling;
    private volatile @Nullable SegmenterLostException lost;

    /** @param slabSlices targets of a slab, until memory runs out */
    TorchSegmenter(ModelManifest.Loaded loaded, NetworkRunner runner, int slabSlices) {
        this.loaded = loaded;
        this.runner = runner;
        this.slabSlices = slabSlices;
        ModelManifest.Input shape = loaded.manifest().input();
        int floats = (slabSlices + shape.neighbours()) * shape.rows() * shape.columns();
        this.input = ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Loads the model and warms up. This takes seconds, so call it before the process reports that it is ready.
     *
     * @param directory holds {@code manifest.json} and the weights
     * @throws InvalidModelException when the directory holds no usable model
     * @throws org.lungburden.error.InvalidSettingException when the placement is not possible here
     * @throws SegmenterLostException when the device breaks or has too little memory
     */
    public static TorchSegmenter load(Path directory, Placement placement) {
        return load(directory, null, placement);
    }

    /**
     * The same for certain weights alone.
     *
     * @param sha256 of the weights, lower-case hex; null for those that the manifest names
     */
    public static TorchSegmenter load(Path directory, @Nullable String sha256, Placement placement) {
        return load(ModelManifest.read(directory).pinned(sha256), placement, SLAB_SLICES);
    }

    static TorchSegmenter load(Path directory, Placement placement, int mostSlices) {
        return load(ModelManifest.read(directory), placement, mostSlices);
    }

    private static TorchSegmenter load(ModelManifest.Loaded loaded, Placement placement, int mostSlices) {
        PlacedNetwork placed = PlacedNetwork.of(loaded, placement, mostSlices);
        TorchSegmenter segmenter = new TorchSegmenter(loaded, placed.runner(), placed.slabSlices());
        try {
            segmenter.warmUp();
            return segmenter;
        } catch (RuntimeException e) {
            segmenter.close();
            throw e;
        }
    }

    private void warmUp() {
        ModelManifest.Input shape = loaded.manifest().input();
        PixelBox whole = new PixelBox(0, shape.columns(), 0, shape.rows());
        for (int run = 0; run < 2; run++) {
            try (NetworkRun scan = runner.begin(whole)) {
                input.clear();
                input.limit(shape.rows() * shape.columns());
                called(() -> scan.next(input, 1));
                called(scan::end);
            }
        }
    }

    /** The current number of targets of a call. */
    int slabSlices() {
        return slabSlices;
    }

    @Override
    public ModelCard card() {
        return loaded.card();
    }

    @Override
    public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
        ModelManifest.Input shape = loaded.manifest().input();
        if (grid.rows() != shape.rows() || grid.columns() != shape.columns()) {
            throw new IllegalArgumentException("the grid does not have the network's size");
        }
        LungRegion whole = LungRegion.whole(grid);
        if (runner.partMultiple() == 0) {
            return segment(grid, whole, progress);
        }
        ModelManifest.Window window = loaded.manifest().window();
        LungRegion region = LungRegion.of(grid, window.scaled(LungRegion.AERATED_HU), runner.partMultiple());
        SoftLabels labels = segment(grid, region, progress);
        return region.holds(labels) ? labels : segment(grid, whole, done -> progress.accept(1));
    }

    /** Labels a region; the rest is background. */
    SoftLabels segment(NetworkGrid grid, LungRegion region, DoubleConsumer progress) {
        RegionLabels labels = new RegionLabels(grid, region);
        int next = region.first();
        try (NetworkRun scan = runner.begin(region.box())) {
            while (labels.done() < region.slices()) {
                next += step(scan, grid, region, next, labels);
                progress.accept((double) labels.done() / region.slices());
            }
        }
        return labels.all();
    }

    /** Hands over as many slices as a call may have, none at the end of the region. Returns their number. */
    private int step(NetworkRun scan, NetworkGrid grid, LungRegion region, int next, RegionLabels labels) {
        while (true) {
            SegmenterLostException fault = lost;
            if (fault != null) {
                throw fault;
            }
            try {
                int neighbours = loaded.manifest().input().neighbours();
                int ahead = next == region.first() ? neighbours : 0;
                int count = Math.min(slabSlices + ahead, region.end() - next);
                if (count == 0 && slabSlices >= neighbours) {
                    labels.add(called(scan::end));
                    return count;
                }
                // an end by itself would answer more targets at once than memory holds
                int given = count > 0 ? count : Math.min(slabSlices, region.slices() - labels.done());
                labels.add(called(() -> scan.next(slices(grid, region, next, given), given)));
                return count;
            } catch (RuntimeException e) {
                overcome(e);
            }
        }
    }

    /** Beyond the region's end its last slice counts. */
    private FloatBuffer slices(NetworkGrid grid, LungRegion region, int first, int count) {
        input.clear();
        for (int k = first; k < first + count; k++) {
            input.put(grid.values()[Math.min(k, region.end() - 1)]);
        }
        return input.flip();
    }

    private FloatBuffer called(Supplier<FloatBuffer> call) {
        calling = true;
        try {
            return call.get();
        } finally {
            calling = false;
        }
    }

    /** Returns normally when a smaller slab may be tried, and throws otherwise. */
    private void overcome(RuntimeException failure) {
        EngineFault fault = EngineFault.of(failure);
        if (fault == EngineFault.OTHER) {
            throw new IllegalStateException("the network failed", failure);
        }
        if (fault == EngineFault.CONTEXT_LOST || halved || slabSlices == 1) {
            SegmenterLostException told = lostBy(fault, failure);
            lost = told;
            throw told;
        }
        halved = true;
        slabSlices /= 2;
        LOG.warn("Out of memory: from now on {} slices a call", slabSlices, failure);
        runner.freeCache();
    }

    static SegmenterLostException lostBy(EngineFault fault, RuntimeException failure) {
        ErrorCode code = fault == EngineFault.OUT_OF_MEMORY ? ErrorCode.OUT_OF_MEMORY : ErrorCode.WORKER_LOST;
        return new SegmenterLostException(code, failure);
    }

    /**
     * Frees nothing where freeing could do harm; the end of the process then frees all. A broken CUDA context may hang
     * every thread that uses it. A call that is still running would crash when its network is freed.
     */
    @Override
    public void close() {
        SegmenterLostException fault = lost;
        boolean whole = fault == null || fault.code() == ErrorCode.OUT_OF_MEMORY;
        if (whole && !calling) {
            runner.close();
        }
    }
}
