package org.lungburden.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import java.nio.FloatBuffer;
import org.lungburden.geometry.SoftLabels;

/** What a network answers of images with so many rows and columns. */
record Answers(int rows, int columns) {

    /** The network's log-probabilities {@code [targets, label, rows, columns]}, checked, as probabilities. */
    FloatBuffer of(NDArray logProbability) {
        Shape shape = logProbability.getShape();
        boolean fits = shape.dimension() == 4
                && shape.equals(new Shape(shape.get(0), SoftLabels.LABELS, rows, columns))
                && logProbability.getDataType() == DataType.FLOAT32;
        if (!fits) {
            throw new IllegalStateException("the network gave " + logProbability.getDataType() + " " + shape
                    + ", not float32 (targets, " + SoftLabels.LABELS + ", " + rows + ", " + columns + ")");
        }
        if (shape.get(0) == 0) {
            return FloatBuffer.allocate(0);
        }
        try (NDArray exponentials = logProbability.exp()) {
            // the copy to the CPU also waits until the device has finished
            return exponentials.toByteBuffer().asFloatBuffer();
        }
    }

    static NDList predicted(Predictor<NDList, NDList> predictor, NDList input) {
        try {
            return predictor.predict(input);
        } catch (TranslateException e) {
            throw new IllegalStateException("the network failed", e);
        }
    }
}
