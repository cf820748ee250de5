package org.lungburden.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;

/**
 * Runs the TorchScript network on the CPU. One model a process, one predictor, one {@link NDManager} a slab: native memory
 * does not grow with the number of studies.
 */
public final class TorchSegmenter implements Segmenter {
    /** Slices a call; 4 to 16 cost the same within 5 % on two cores, and the memory of a call grows with it. */
    private static final int SLAB_SLICES = 8;

    private final ModelManifest.Loaded loaded;
    private final Model model;
    private final Predictor<NDList, NDList> predictor;
    private final FloatBuffer input;

    private TorchSegmenter(ModelManifest.Loaded loaded, Model model) {
        this.loaded = loaded;
        this.model = model;
        this.predictor = model.newPredictor(new NoopTranslator());
        ModelManifest.Input shape = loaded.manifest().input();
        int floats = (SLAB_SLICES + 2 * shape.neighbours()) * shape.rows() * shape.columns();
        this.input = ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Loads and warms up; slow (seconds), so call it before saying ready.
     *
     * @param directory holds {@code manifest.json} and the weights
     * @param threads that one call uses
     * @throws InvalidModelException when the directory holds no usable model
     */
    public static TorchSegmenter load(Path directory, int threads) {
        ModelManifest.Loaded loaded = ModelManifest.read(directory);
        EngineProperties.set(threads);
        Model model = Model.newInstance(loaded.manifest().name(), Device.cpu(), "PyTorch");
        try {
            model.load(directory, loaded.weights().getFileName().toString());
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new InvalidModelException("PyTorch cannot load " + loaded.weights(), e);
        }
        TorchSegmenter segmenter = new TorchSegmenter(loaded, model);
        segmenter.warmUp();
        return segmenter;
    }

    private void warmUp() {
        ModelManifest.Input shape = loaded.manifest().input();
        Slab slab = Slab.at(0, 1, SLAB_SLICES, shape.neighbours());
        input.clear();
        float[] probability = new float[SoftLabels.LABELS * shape.rows() * shape.columns()];
        for (int run = 0; run < 2; run++) {
            label(slab, new float[][] {probability});
        }
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
        for (int first = 0; first < grid.slices(); first += SLAB_SLICES) {
            Slab slab = Slab.at(first, grid.slices(), SLAB_SLICES, shape.neighbours());
            slab.fill(grid, input);
            label(slab, probability);
            progress.accept((double) (slab.first() + slab.targets()) / grid.slices());
        }
        return new SoftLabels(probability, shape.columns(), shape.rows());
    }

    private void label(Slab slab, float[][] probability) {
        ModelManifest.Input shape = loaded.manifest().input();
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray slices =
                    manager.create(input.rewind(), new Shape(slab.inputSlices(), 1, shape.rows(), shape.columns()));
            try (NDList output = predictor.predict(new NDList(slices))) {
                copyProbabilities(output.singletonOrThrow(), slab, probability);
            }
        } catch (TranslateException | EngineException e) {
            throw faultOf(e);
        }
    }

    private void copyProbabilities(NDArray logProbability, Slab slab, float[][] probability) {
        ModelManifest.Input shape = loaded.manifest().input();
        Shape expected = new Shape(slab.size(), SoftLabels.LABELS, shape.rows(), shape.columns());
        if (!logProbability.getShape().equals(expected)) {
            throw new IllegalStateException("the network gave " + logProbability.getShape() + ", not " + expected);
        }
        try (NDArray exponentials = logProbability.exp()) {
            FloatBuffer values = exponentials.toByteBuffer().asFloatBuffer();
            for (int n = 0; n < slab.targets(); n++) {
                values.get(probability[slab.first() + n]);
            }
        }
    }

    private static RuntimeException faultOf(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && isOutOfMemory(message.toLowerCase(Locale.ROOT))) {
                return new CodedException(ErrorCode.OUT_OF_MEMORY, ErrorCode.OUT_OF_MEMORY.sentence(), failure);
            }
        }
        return new IllegalStateException("the network failed", failure);
    }

    private static boolean isOutOfMemory(String message) {
        return message.contains("out of memory") || message.contains("can't allocate memory");
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
