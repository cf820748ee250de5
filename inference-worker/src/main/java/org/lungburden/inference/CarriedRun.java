package org.lungburden.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lungburden.geometry.PixelBox;

/**
 * A scan in a network of manifest 2.x, {@code forward(slices, reader, state) -> (log-probabilities, state)}: what a call
 * computed of a slice goes back into the next call as tensors on the device.
 */
final class CarriedRun implements NetworkRun {
    /** Between the readers whom the network may know. */
    private static final float MIDDLE = 0;

    private final Predictor<NDList, NDList> predictor;
    private final Answers answers;
    private final NDManager scan;
    private final Shape slice;
    private List<NDArray> state;

    /** @param manager of the model, on its device */
    CarriedRun(Predictor<NDList, NDList> predictor, NDManager manager, ModelManifest.Input shape, PixelBox part) {
        this.predictor = predictor;
        this.answers = new Answers(part.rows(), part.columns());
        this.scan = manager.newSubManager();
        this.slice = new Shape(1, shape.rows(), shape.columns());
        this.state = List.of(scan.create(new int[] {part.j0(), part.j1(), part.i0(), part.i1()}));
    }

    @Override
    public FloatBuffer next(FloatBuffer slices, int count) {
        try (NDManager call = scan.newSubManager()) {
            return called(call.create(slices, new Shape(count).addAll(slice)), call);
        }
    }

    @Override
    public FloatBuffer end() {
        try (NDManager call = scan.newSubManager()) {
            return called(call.zeros(new Shape(0).addAll(slice)), call);
        }
    }

    private FloatBuffer called(NDArray slices, NDManager call) {
        NDList input = new NDList(slices, call.create(new float[] {MIDDLE}));
        for (NDArray tensor : state) {
            tensor.setName("state[]");
            input.add(tensor);
        }
        NDList output = Answers.predicted(predictor, input);
        output.attach(call);
        FloatBuffer answer = answers.of(output.get(0));
        List<NDArray> next = new ArrayList<>(output.subNDList(1));
        next.forEach(tensor -> tensor.attach(scan));
        state.forEach(NDArray::close);
        state = next;
        return answer;
    }

    @Override
    public void close() {
        scan.close();
    }
}
