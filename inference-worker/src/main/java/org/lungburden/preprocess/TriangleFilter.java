package org.lungburden.preprocess;

/**
 * Weights of an antialiased linear resampling along one axis: the triangle filter with half-pixel centers. The filter
 * is as wide as the larger of the two pixel sizes and normalized at the edges. The result equals Pillow's
 * {@code resize} of a mode F image with {@code BILINEAR} and PyTorch's
 * {@code interpolate(mode='bilinear', antialias=True, align_corners=False)}.
 */
final class TriangleFilter {
    private final int[] first;
    private final float[][] weights;

    private TriangleFilter(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    static TriangleFilter of(int inputs, int outputs) {
        double scale = (double) inputs / outputs;
        double support = Math.max(1, scale);
        int[] first = new int[outputs];
        float[][] weights = new float[outputs][];
        for (int x = 0; x < outputs; x++) {
            double center = (x + 0.5) * scale;
            first[x] = Math.max(0, (int) (center - support + 0.5));
            int end = Math.min(inputs, (int) (center + support + 0.5));
            weights[x] = normalized(first[x], end, center, support);
        }
        return new TriangleFilter(first, weights);
    }

    private static float[] normalized(int from, int to, double center, double support) {
        double[] raw = new double[to - from];
        double sum = 0;
        for (int n = 0; n < raw.length; n++) {
            raw[n] = Math.max(0, 1 - Math.abs((from + n + 0.5 - center) / support));
            sum += raw[n];
        }
        float[] weights = new float[raw.length];
        for (int n = 0; n < raw.length; n++) {
            weights[n] = (float) (raw[n] / sum);
        }
        return weights;
    }

    int outputs() {
        return first.length;
    }

    /** Resamples one row. */
    void row(float[] input, float[] output, int outputOffset) {
        for (int x = 0; x < first.length; x++) {
            float[] weight = weights[x];
            float sum = 0;
            for (int n = 0; n < weight.length; n++) {
                sum += weight[n] * input[first[x] + n];
            }
            output[outputOffset + x] = sum;
        }
    }

    /** Resamples all columns of an image that is {@code columns} wide. */
    void columns(float[] input, int columns, float[] output) {
        for (int y = 0; y < first.length; y++) {
            for (int n = 0; n < weights[y].length; n++) {
                float weight = weights[y][n];
                int from = (first[y] + n) * columns;
                for (int x = 0; x < columns; x++) {
                    output[y * columns + x] += weight * input[from + x];
                }
            }
        }
    }
}
