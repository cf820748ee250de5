package org.lungburden.geometry;

import java.util.function.IntUnaryOperator;

/** Shape check of what is stored slice by slice. */
final class Slices {
    private Slices() {}

    static void check(int slices, int columns, int rows, IntUnaryOperator lengthOf) {
        if (slices < 1 || columns < 1 || rows < 1) {
            throw new IllegalArgumentException("empty volume: " + columns + " x " + rows + " x " + slices);
        }
        for (int k = 0; k < slices; k++) {
            if (lengthOf.applyAsInt(k) != columns * rows) {
                throw new IllegalArgumentException("slice " + k + " is not " + columns + " x " + rows);
            }
        }
    }
}
