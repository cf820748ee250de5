package org.lungburden.postprocess;

/** For each output position the two input positions around it and the weight of the upper one; clamped at the ends. */
final class LinearWeights {
    private final int[] lower;
    private final float[] weight;
    private final int last;

    private LinearWeights(double[] position, int inputs) {
        this.last = inputs - 1;
        this.lower = new int[position.length];
        this.weight = new float[position.length];
        for (int n = 0; n < position.length; n++) {
            double clamped = Math.min(last, Math.max(0, position[n]));
            lower[n] = (int) clamped;
            weight[n] = (float) (clamped - lower[n]);
        }
    }

    /** Pixels of the same extent, half-pixel centers. */
    static LinearWeights of(int outputs, int inputs) {
        double[] position = new double[outputs];
        for (int n = 0; n < outputs; n++) {
            position[n] = (n + 0.5) * inputs / outputs - 0.5;
        }
        return new LinearWeights(position, inputs);
    }

    /** @param inputAt ascending, equidistant output index of each input */
    static LinearWeights ofSlices(int outputs, int[] inputAt) {
        int stride = inputAt.length > 1 ? inputAt[1] - inputAt[0] : 1;
        double[] position = new double[outputs];
        for (int n = 0; n < outputs; n++) {
            position[n] = (double) (n - inputAt[0]) / stride;
        }
        return new LinearWeights(position, inputAt.length);
    }

    int length() {
        return lower.length;
    }

    int lower(int n) {
        return lower[n];
    }

    int upper(int n) {
        return Math.min(last, lower[n] + 1);
    }

    float weight(int n) {
        return weight[n];
    }
}
