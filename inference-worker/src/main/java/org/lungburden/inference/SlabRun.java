package org.lungburden.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A scan in a network of manifest 1.x, which takes a slab of targets with all their neighbors and keeps nothing: the
 * slices that the next targets need are handed over again.
 */
final class SlabRun implements NetworkRun {
    /** The network's answer for a slab. */
    @FunctionalInterface
    interface Forward {
        /**
         * @param slab {@code [targets + 2 neighbours, 1, rows, columns]}, direct, in native order
         * @return probabilities {@code [targets, label, rows, columns]}
         */
        FloatBuffer answer(FloatBuffer slab, int slices);
    }

    private final int neighbours;
    private final int pixels;
    private final Forward forward;
    private List<float[]> waiting = List.of();

    SlabRun(ModelManifest.Input shape, Forward forward) {
        this.neighbours = shape.neighbours();
        this.pixels = shape.rows() * shape.columns();
        this.forward = forward;
    }

    @Override
    public FloatBuffer next(FloatBuffer slices, int count) {
        List<float[]> come = new ArrayList<>(waiting);
        for (int n = 0; n < count; n++) {
            float[] slice = new float[pixels];
            slices.get(n * pixels, slice);
            if (come.isEmpty()) {
                come.addAll(Collections.nCopies(neighbours, slice));
            }
            come.add(slice);
        }
        return answered(come);
    }

    @Override
    public FloatBuffer end() {
        List<float[]> come = new ArrayList<>(waiting);
        come.addAll(Collections.nCopies(neighbours, come.get(come.size() - 1)));
        return answered(come);
    }

    private FloatBuffer answered(List<float[]> come) {
        int targets = Math.max(0, come.size() - 2 * neighbours);
        FloatBuffer answer = targets == 0 ? FloatBuffer.allocate(0) : forward.answer(slab(come), come.size());
        waiting = come.subList(targets, come.size());
        return answer;
    }

    private FloatBuffer slab(List<float[]> slices) {
        FloatBuffer slab = ByteBuffer.allocateDirect(slices.size() * pixels * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        slices.forEach(slab::put);
        return slab.flip();
    }

    @Override
    public void close() {
        waiting = List.of();
    }
}
