package org.lungburden.geometry;

import java.util.Random;

/** Small volumes drawn by hand: one string a slice, rows separated by blanks, one digit a voxel. */
public final class Drawn {
    private Drawn() {}

    public static Affine spacing(double i, double j, double k) {
        return Affine.ofRows(-i, 0, 0, 0, 0, -j, 0, 0, 0, 0, k, 0);
    }

    public static LabelVolume labels(Affine affine, String... slices) {
        String[] rows = slices[0].trim().split("\\s+");
        byte[][] labels = new byte[slices.length][];
        for (int k = 0; k < slices.length; k++) {
            String voxels = slices[k].replaceAll("\\s", "");
            labels[k] = new byte[voxels.length()];
            for (int n = 0; n < voxels.length(); n++) {
                char letter = voxels.charAt(n);
                labels[k][n] = (byte) (letter == '.' ? 0 : letter - '0');
            }
        }
        return new LabelVolume(labels, rows[0].length(), rows.length, affine);
    }

    public static LabelVolume labels(String... slices) {
        return labels(spacing(1, 1, 1), slices);
    }

    public static LabelVolume empty(Affine affine, int columns, int rows, int slices) {
        return new LabelVolume(new byte[slices][columns * rows], columns, rows, affine);
    }

    /** Sets every voxel within the ellipsoid to the label. */
    public static LabelVolume ellipsoid(LabelVolume volume, double[] centerIjk, double[] radiiIjk, int label) {
        for (int k = 0; k < volume.slices(); k++) {
            for (int n = 0; n < volume.labels()[k].length; n++) {
                double x = (n % volume.columns() - centerIjk[0]) / radiiIjk[0];
                double y = (n / volume.columns() - centerIjk[1]) / radiiIjk[1];
                double z = (k - centerIjk[2]) / radiiIjk[2];
                if (x * x + y * y + z * z <= 1) {
                    volume.labels()[k][n] = (byte) label;
                }
            }
        }
        return volume;
    }

    public static Volume filled(LabelVolume grid, int hu) {
        short[][] values = new short[grid.slices()][grid.columns() * grid.rows()];
        for (short[] slice : values) {
            java.util.Arrays.fill(slice, (short) hu);
        }
        return new Volume(values, grid.columns(), grid.rows(), grid.affine());
    }

    /** Every voxel 1 with the given chance, else 0. */
    public static byte[][] noise(Random random, int slices, int size, double chance) {
        byte[][] noise = new byte[slices][size];
        for (byte[] slice : noise) {
            for (int n = 0; n < size; n++) {
                slice[n] = (byte) (random.nextDouble() < chance ? 1 : 0);
            }
        }
        return noise;
    }

    public static byte[][] copy(byte[][] labels) {
        byte[][] copy = new byte[labels.length][];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = labels[k].clone();
        }
        return copy;
    }
}
