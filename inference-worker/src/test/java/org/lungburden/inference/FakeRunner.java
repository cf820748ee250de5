package org.lungburden.inference;

import ai.djl.engine.EngineException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;

/** A device that raises what CUDA raises. Label 0 of a target is the target's own input, the others are 0. */
final class FakeRunner implements NetworkRunner {
    static final String OUT_OF_MEMORY =
            "CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 15.78 GiB total capacity;"
                    + " 14.27 GiB already allocated; 4.75 MiB free; 14.58 GiB reserved in total by PyTorch)";

    /** Targets of the calls that came, and "free" and "close". */
    final List<String> calls = new ArrayList<>();
    /** More targets in a call run out of memory. */
    int mostSlices = Integer.MAX_VALUE;
    /** Happens while a call runs. */
    Runnable amid = () -> {};

    @Nullable
    String failure;

    private final ModelManifest.Input shape;

    FakeRunner(ModelManifest.Input shape) {
        this.shape = shape;
    }

    @Override
    public int partMultiple() {
        return 0;
    }

    @Override
    public NetworkRun begin(PixelBox part) {
        return new SlabRun(shape, this::answer);
    }

    private FloatBuffer answer(FloatBuffer slab, int slices) {
        int targets = slices - 2 * shape.neighbours();
        calls.add(Integer.toString(targets));
        amid.run();
        if (targets > mostSlices) {
            throw new EngineException(OUT_OF_MEMORY);
        }
        if (failure != null) {
            throw new IllegalStateException("the network failed", new EngineException(failure));
        }
        int pixels = shape.rows() * shape.columns();
        if (slab.remaining() != slices * pixels) {
            throw new AssertionError(slab + " is no slab of " + slices);
        }
        FloatBuffer output = FloatBuffer.allocate(targets * SoftLabels.LABELS * pixels);
        for (int n = 0; n < targets; n++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                float target = slab.get((n + shape.neighbours()) * pixels + pixel);
                output.put(n * SoftLabels.LABELS * pixels + pixel, target);
            }
        }
        return output;
    }

    @Override
    public void freeCache() {
        calls.add("free");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
