package org.lungburden.geometry;

import java.util.Arrays;

/**
 * Connected components of the voxels that hold certain labels: runs along i, joined by union-find. Memory grows with
 * the number of runs (about 12 bytes each), not with the number of voxels, and the code does not recurse.
 */
public final class Components {
    /** Label sets: bit n stands for label n. */
    public static final int BACKGROUND = 0b0001;

    public static final int LUNG = 0b0010;
    public static final int LESION = 0b1100;
    public static final int LUNG_OR_LESION = LUNG | LESION;

    /** Which voxels are neighbors. */
    public enum Neighbors {
        /** Faces, within a slice. */
        PLANE_4,
        /** Faces. */
        SPACE_6,
        /** Faces, edges and corners. */
        SPACE_26
    }

    /** Receives each run: the voxels from (k, j, i0) to (k, j, i1 - 1). */
    @FunctionalInterface
    public interface RunVisitor {
        void run(int component, int k, int j, int i0, int i1);
    }

    private final int columns;
    private final int rows;
    private final int slices;
    /** First run of each row (k * rows + j), and one past the last. */
    private final int[] rowStart;

    private final Interruption interruption = Interruption.ofThisThread();
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int[] parent = new int[1024];
    private int runs;
    private int count;

    private Components(int columns, int rows, int slices) {
        this.columns = columns;
        this.rows = rows;
        this.slices = slices;
        this.rowStart = new int[slices * rows + 1];
    }

    /**
     * @param labels {@code [k][j * columns + i]}, 0 to 31
     * @param labelSet bit n set: voxels of label n belong
     */
    public static Components of(byte[][] labels, int columns, int rows, int labelSet, Neighbors neighbors) {
        Components components = new Components(columns, rows, labels.length);
        components.collect(labels, labelSet);
        components.join(neighbors);
        components.number();
        return components;
    }

    private void collect(byte[][] labels, int labelSet) {
        for (int row = 0; row < slices * rows; row++) {
            interruption.check();
            byte[] slice = labels[row / rows];
            int start = row % rows * columns;
            rowStart[row] = runs;
            int i = 0;
            while (i < columns) {
                if ((labelSet >> slice[start + i] & 1) == 0) {
                    i++;
                    continue;
                }
                int first = i;
                while (i < columns && (labelSet >> slice[start + i] & 1) != 0) {
                    i++;
                }
                add(first, i);
            }
        }
        rowStart[slices * rows] = runs;
    }

    private void add(int first, int end) {
        if (runs == from.length) {
            from = Arrays.copyOf(from, 2 * runs);
            to = Arrays.copyOf(to, 2 * runs);
            parent = Arrays.copyOf(parent, 2 * runs);
        }
        from[runs] = first;
        to[runs] = end;
        parent[runs] = runs;
        runs++;
    }

    private void join(Neighbors neighbors) {
        int reach = neighbors == Neighbors.SPACE_26 ? 1 : 0;
        for (int k = 0; k < slices; k++) {
            interruption.check();
            for (int j = 0; j < rows; j++) {
                int row = k * rows + j;
                if (j > 0) {
                    joinRows(row, row - 1, reach);
                }
                if (k > 0 && neighbors != Neighbors.PLANE_4) {
                    for (int dj = -reach; dj <= reach; dj++) {
                        if (j + dj >= 0 && j + dj < rows) {
                            joinRows(row, row - rows + dj, reach);
                        }
                    }
                }
            }
        }
    }

    private void joinRows(int rowA, int rowB, int reach) {
        int a = rowStart[rowA];
        int b = rowStart[rowB];
        while (a < rowStart[rowA + 1] && b < rowStart[rowB + 1]) {
            if (from[a] < to[b] + reach && from[b] < to[a] + reach) {
                union(a, b);
            }
            if (to[a] < to[b]) {
                a++;
            } else {
                b++;
            }
        }
    }

    /** The root is always the first run, so that components are numbered in raster order. */
    private void union(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int run) {
        int at = run;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Replaces each run's parent by its component's number; parents precede their children. */
    private void number() {
        for (int run = 0; run < runs; run++) {
            parent[run] = parent[run] == run ? count++ : parent[parent[run]];
        }
    }

    /** Number of components; they are numbered from 0 in the order of their first voxels. */
    public int count() {
        return count;
    }

    /** Voxels of each component. */
    public long[] voxels() {
        long[] voxels = new long[count];
        for (int run = 0; run < runs; run++) {
            voxels[parent[run]] += to[run] - from[run];
        }
        return voxels;
    }

    /** Number of the component with the most voxels, the first of equals; -1 when there is none. */
    public int largest() {
        long[] voxels = voxels();
        int largest = -1;
        for (int component = 0; component < count; component++) {
            if (largest < 0 || voxels[component] > voxels[largest]) {
                largest = component;
            }
        }
        return largest;
    }

    public void forEachRun(RunVisitor visitor) {
        for (int row = 0; row < slices * rows; row++) {
            interruption.check();
            for (int run = rowStart[row]; run < rowStart[row + 1]; run++) {
                visitor.run(parent[run], row / rows, row % rows, from[run], to[run]);
            }
        }
    }
}
