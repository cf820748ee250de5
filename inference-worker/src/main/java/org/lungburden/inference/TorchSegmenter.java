package org.lungburden.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;
import org.lungburden.pipeline.SegmenterLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the TorchScript network over a scan, slab by slab.
 *
 * <p>When memory runs out, the segmenter halves the slab once and for all. All studies use the same slab shape, so the
 * larger slab would fail again; the smaller slab costs about a seventh more time. The segmenter is lost when memory
 * runs out again or when the CUDA context breaks. Every later call then fails, and only a new process can go on.
 */
public final class TorchSegmenter implements Segmenter {
    /**
     * Slices in each call. Half as many slices cost 1.14 times the processor time. Twice as many cost 0.82 times the
     * processor time, but 1.5 times the memory.
     */
    static final int SLAB_SLICES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(TorchSegmenter.class);

    private final ModelManifest.Loaded loaded;
    private final SlabRunner runner;
    private final FloatBuffer input;
    private int slabSlices;
    private boolean halved;
    private volatile boolean calling;
    private volatile @Nullable SegmenterLostException lost;

    /** @param slabSlices targets of a slab, until memory runs out */
    TorchSegmenter(ModelManifest.Loaded loaded, SlabRunner runner, int slabSlices) {
        this.loaded = loaded;
        this.runner = runner;
        this.slabSlices = slabSlices;
        ModelManifest.Input shape = loaded.manifest().input();
        int floats = (slabSlices + 2 * shape.neighbours()) * shape.rows() * shape.columns();
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
        float[] probability = new float[SoftLabels.LABELS * shape.rows() * shape.columns()];
        for (int run = 0; run < 2; run++) {
            label(0, 1, slab -> input.clear(), new float[][] {probability});
        }
    }

    /** The current number of targets of a slab. */
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
        float[][] probability = new float[grid.slices()][SoftLabels.LABELS * shape.rows() * shape.columns()];
        int done = 0;
        while (done < grid.slices()) {
            done += label(done, grid.slices(), slab -> slab.fill(grid, input), probability);
            progress.accept((double) done / grid.slices());
        }
        return new SoftLabels(probability, shape.columns(), shape.rows());
    }

    private interface Fill {
        void fill(Slab slab);
    }

    /** Labels as many slices as fit into a slab, starting at {@code first}. Returns their number. */
    private int label(int first, int slices, Fill fill, float[][] probability) {
        while (true) {
            SegmenterLostException fault = lost;
            if (fault != null) {
                throw fault;
            }
            Slab slab =
                    Slab.at(first, slices, slabSlices, loaded.manifest().input().neighbours());
            try {
                run(slab, fill, probability);
                return slab.targets();
            } catch (RuntimeException e) {
                overcome(e);
            }
        }
    }

    private void run(Slab slab, Fill fill, float[][] probability) {
        fill.fill(slab);
        ModelManifest.Input shape = loaded.manifest().input();
        input.position(0).limit(slab.inputSlices() * shape.rows() * shape.columns());
        FloatBuffer values = called(slab);
        for (int n = 0; n < slab.targets(); n++) {
            values.get(probability[slab.first() + n]);
        }
    }

    private FloatBuffer called(Slab slab) {
        calling = true;
        try {
            return runner.run(input, slab);
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
