package org.lungburden.pipeline;

import java.util.Random;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Volume;

/** Drawn scans of other parts of the body, with the noise of a scanner. All voxels are 3 x 3 x 6 mm. */
final class NoChest {
    private static final int COLUMNS = 128;
    private static final int ROWS = 100;
    private static final int SLICES = 36;
    private static final double PIXEL_MM = 3;
    private static final double SLICE_MM = 6;

    private final short[][] hu = new short[SLICES][COLUMNS * ROWS];
    private final Random random = new Random(7);

    private interface Shape {
        boolean holds(double x, double y, double z);
    }

    private NoChest() {
        fill((x, y, z) -> true, -1000, 0);
    }

    /** Skull and brain, with the air of nose, maxillary sinuses and throat, and mastoid cells. */
    static Volume head() {
        NoChest head = new NoChest();
        head.fill(ellipsoid(0, 0, 10, 78, 98, 95), 40, 0);
        head.fill(ellipsoid(0, 0, 10, 74, 94, 91), 900, 0);
        head.fill(ellipsoid(0, 0, 10, 67, 87, 84), 35, 0);
        head.fill(ellipsoid(0, 10, -100, 60, 60, 70), 40, 0);
        for (int side = -1; side <= 1; side += 2) {
            head.fill(ellipsoid(12 * side, -60, -20, 9, 30, 25), -1000, 0);
            head.fill(ellipsoid(30 * side, -55, -40, 14, 16, 18), -1000, 0);
            head.fill(ellipsoid(55 * side, 25, -30, 12, 14, 16), -600, 250);
        }
        head.fill((x, y, z) -> Math.hypot(x, y + 5) < 9 && z < -55, -1000, 0);
        return head.scan();
    }

    /** Fat, muscle and spine, with pockets of gas and of stool. */
    static Volume abdomen() {
        NoChest abdomen = new NoChest();
        abdomen.fill((x, y, z) -> Math.hypot(x / 165, y / 120) <= 1, -100, 0);
        Shape inside = (x, y, z) -> Math.hypot(x / 140, y / 98) <= 1;
        abdomen.fill(inside, 50, 0);
        for (int n = 0; n < 40; n++) {
            Shape pocket = ellipsoid(
                    abdomen.between(-100, 100),
                    abdomen.between(-70, 50),
                    abdomen.between(-100, 100),
                    abdomen.between(10, 28),
                    abdomen.between(10, 28),
                    abdomen.between(10, 28));
            abdomen.fill(
                    (x, y, z) -> inside.holds(x, y, z) && pocket.holds(x, y, z),
                    n % 2 == 0 ? -980 : -500,
                    n % 2 == 0 ? 0 : 200);
        }
        abdomen.fill((x, y, z) -> Math.hypot(x, y - 60) < 19, 600, 0);
        return abdomen.scan();
    }

    /** Two round columns of foam in a cylinder of water: a test object that mimics lungs. */
    static Volume foam() {
        NoChest foam = new NoChest();
        foam.fill((x, y, z) -> Math.hypot(x, y) < 140, 0, 0);
        foam.fill((x, y, z) -> Math.hypot(Math.abs(x) - 60, y) < 45, -800, 0);
        foam.fill((x, y, z) -> Math.hypot(x, y - 110) < 12, 900, 0);
        return foam.scan();
    }

    private double between(double least, double largest) {
        return least + (largest - least) * random.nextDouble();
    }

    private static Shape ellipsoid(double x0, double y0, double z0, double rx, double ry, double rz) {
        return (x, y, z) -> {
            double dx = (x - x0) / rx;
            double dy = (y - y0) / ry;
            double dz = (z - z0) / rz;
            return dx * dx + dy * dy + dz * dz <= 1;
        };
    }

    private void fill(Shape shape, int density, double texture) {
        for (int k = 0; k < SLICES; k++) {
            for (int n = 0; n < hu[k].length; n++) {
                double x = (n % COLUMNS - (COLUMNS - 1) / 2.0) * PIXEL_MM;
                double y = (n / COLUMNS - (ROWS - 1) / 2.0) * PIXEL_MM;
                double z = (k - (SLICES - 1) / 2.0) * SLICE_MM;
                if (shape.holds(x, y, z)) {
                    hu[k][n] = (short) (density + texture * random.nextGaussian());
                }
            }
        }
    }

    private Volume scan() {
        for (short[] slice : hu) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (short) Math.max(-1024, slice[n] + 12 * random.nextGaussian());
            }
        }
        return new Volume(hu, COLUMNS, ROWS, Affine.ofRows(-PIXEL_MM, 0, 0, 0, 0, -PIXEL_MM, 0, 0, 0, 0, SLICE_MM, 0));
    }
}
