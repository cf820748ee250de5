package org.lungburden.postprocess;

import java.util.Arrays;
import org.lungburden.geometry.Interruption;

/**
 * Breadth-first growth of the parts 1 and 2 over face neighbors. A voxel that both parts reach at the same time goes to
 * the part that was found first.
 */
final class Flood {
    private static final int VISITS_UNASKED = 1 << 16;

    /** Whether a part may grow into a voxel; must be false once the voxel belongs to a part. */
    @FunctionalInterface
    interface Free {
        boolean at(int k, int n);
    }

    private final byte[][] parts;
    private final int columns;
    private final int rows;
    private int[] queueK = new int[1024];
    private int[] queueN = new int[1024];
    private int size;

    Flood(byte[][] parts, int columns, int rows) {
        this.parts = parts;
        this.columns = columns;
        this.rows = rows;
    }

    /** Changes {@code parts}: every free voxel that a part can reach through free voxels gets the nearest part. */
    void spread(Free free) {
        Interruption interruption = Interruption.ofThisThread();
        size = 0;
        for (int k = 0; k < parts.length; k++) {
            interruption.check();
            for (int n = 0; n < parts[k].length; n++) {
                if (isPart(parts[k][n]) && hasFreeNeighbor(k, n, free)) {
                    enqueue(k, n);
                }
            }
        }
        for (int head = 0; head < size; head++) {
            if (head % VISITS_UNASKED == 0) {
                interruption.check();
            }
            visit(queueK[head], queueN[head], free);
        }
    }

    private boolean hasFreeNeighbor(int k, int n, Free free) {
        int i = n % columns;
        return i > 0 && free.at(k, n - 1)
                || i < columns - 1 && free.at(k, n + 1)
                || n >= columns && free.at(k, n - columns)
                || n < columns * (rows - 1) && free.at(k, n + columns)
                || k > 0 && free.at(k - 1, n)
                || k < parts.length - 1 && free.at(k + 1, n);
    }

    private static boolean isPart(byte value) {
        return value == LungSides.RIGHT || value == LungSides.LEFT;
    }

    private void visit(int k, int n, Free free) {
        int i = n % columns;
        byte part = parts[k][n];
        take(i > 0, k, n - 1, part, free);
        take(i < columns - 1, k, n + 1, part, free);
        take(n >= columns, k, n - columns, part, free);
        take(n < columns * (rows - 1), k, n + columns, part, free);
        take(k > 0, k - 1, n, part, free);
        take(k < parts.length - 1, k + 1, n, part, free);
    }

    private void take(boolean inside, int k, int n, byte part, Free free) {
        if (inside && free.at(k, n)) {
            parts[k][n] = part;
            enqueue(k, n);
        }
    }

    private void enqueue(int k, int n) {
        if (size == queueK.length) {
            queueK = Arrays.copyOf(queueK, 2 * size);
            queueN = Arrays.copyOf(queueN, 2 * size);
        }
        queueK[size] = k;
        queueN[size] = n;
        size++;
    }
}
