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
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.translate.NoopTranslator;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.lungburden.geometry.PixelBox;

/**
 * The TorchScript network in libtorch. A process has one model and one predictor; each call has its own
 * {@link NDManager}. Native memory thus does not grow with the number of studies.
 */
final class TorchRunner implements NetworkRunner {
    static final String ENGINE = "PyTorch";

    private final ModelManifest.Input shape;
    private final Model model;
    private final Predictor<NDList, NDList> predictor;

    private TorchRunner(ModelManifest.Input shape, Model model) {
        this.shape = shape;
        this.model = model;
        this.predictor =
                model.newPredictor(new NoopTranslator(), model.getNDManager().getDevice());
    }

    /**
     * @param precision float32 or float16
     * @throws InvalidModelException when PyTorch cannot read the weights
     */
    static TorchRunner load(ModelManifest.Loaded loaded, Precision precision, Device device) {
        Path weights = loaded.weights(precision);
        Model model = Model.newInstance(loaded.manifest().name(), device, ENGINE);
        try {
            // The weights of a frozen network are constants in its code. Moving the module later would not move them,
            // so the model loads straight onto the device.
            Map<String, String> onDevice = Map.of("mapLocation", "true");
            model.load(loaded.directory(), weights.getFileName().toString(), onDevice);
            return new TorchRunner(loaded.manifest().input(), model);
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new InvalidModelException("PyTorch cannot load " + weights, e);
        } catch (EngineException e) {
            model.close();
            throw EngineFault.of(e) == EngineFault.OTHER
                    ? new InvalidModelException("PyTorch cannot load " + weights, e)
                    : e;
        }
    }

    @Override
    public int partMultiple() {
        return Objects.requireNonNullElse(shape.partMultiple(), 0);
    }

    @Override
    public NetworkRun begin(PixelBox part) {
        return shape.streams()
                ? new CarriedRun(predictor, model.getNDManager(), shape, part)
                : new SlabRun(shape, this::slab);
    }

    private FloatBuffer slab(FloatBuffer slices, int count) {
        try (NDManager call = model.getNDManager().newSubManager()) {
            NDArray input = call.create(slices, new Shape(count, 1, shape.rows(), shape.columns()));
            try (NDList output = Answers.predicted(predictor, new NDList(input))) {
                return new Answers(shape.rows(), shape.columns()).of(output.singletonOrThrow());
            }
        }
    }

    @Override
    public void freeCache() {
        if (model.getNDManager().getDevice().isGpu()) {
            JniUtils.emptyCudaCache();
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
