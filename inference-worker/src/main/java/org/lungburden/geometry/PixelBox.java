package org.lungburden.geometry;

/** A half-open box of pixels, the same in every slice: i in [i0, i1), j in [j0, j1). */
public record PixelBox(int i0, int i1, int j0, int j1) {
    public PixelBox {
        if (i0 < 0 || j0 < 0 || i1 <= i0 || j1 <= j0) {
            throw new IllegalArgumentException("empty box: [" + i0 + ", " + i1 + ") x [" + j0 + ", " + j1 + ")");
        }
    }

    public int columns() {
        return i1 - i0;
    }

    public int rows() {
        return j1 - j0;
    }
}
