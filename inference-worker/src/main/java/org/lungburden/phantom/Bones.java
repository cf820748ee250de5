package org.lungburden.phantom;

/** Spine, ribs and sternum: cortical bone around marrow. */
final class Bones {
    /** What {@link #huAt} returns where there is no bone. */
    static final double NONE = Double.NEGATIVE_INFINITY;

    private static final double CORTEX_HU = 620;
    private static final double PLEURA_MM = 3;
    private static final double RIB_THICK = 9;
    private static final double RIB_PERIOD = 27;
    private static final double RIB_HEIGHT = 11;
    /** Ribs run down from back to front: mm along z for each mm along y. */
    private static final double RIB_SLOPE = 0.45;

    private Bones() {}

    static double huAt(double x, double y, double z) {
        double spine = spine(x, y, z);
        if (spine != NONE) {
            return spine;
        }
        double sternum = sternum(x, y, z);
        return sternum == NONE ? ribs(x, y, z) : sternum;
    }

    private static double spine(double x, double y, double z) {
        double body = Math.hypot(x / 19, (y - 72) / 15.5);
        if (body <= 1) {
            double along = Math.floorMod((long) Math.floor(z * 10), 250) / 10.0;
            if (along < 4) {
                return 90;
            }
            return body > 0.9 || along < 5.5 || along > 23.5 ? 480 : 190;
        }
        double canal = Math.hypot(x / 10, (y - 96) / 8.5);
        if (canal <= 1) {
            return 25;
        }
        boolean arch = canal <= 1.45 && y > 88;
        boolean process = Math.abs(x) < 3.5 && y > 100 && y < 112;
        return arch || process ? 380 : NONE;
    }

    private static double sternum(double x, double y, double z) {
        if (z > 75 || z < -90) {
            return NONE;
        }
        double across = Math.max(Math.abs(x) / 17, Math.abs(y + 97) / 5.5);
        return across > 1 ? NONE : across > 0.75 ? 420 : 130;
    }

    /** Hoops around the rib cage, and the shoulder blades behind them. */
    private static double ribs(double x, double y, double z) {
        double narrow = Anatomy.narrowing(z);
        if (narrow < 0.3 || z < -140) {
            return NONE;
        }
        double outline = Anatomy.cage(x, y, z);
        if (outline < 1) {
            return NONE;
        }
        double out = (Math.sqrt(outline) - 1) * Anatomy.CAGE_B * narrow - PLEURA_MM;
        if (out > RIB_THICK) {
            boolean blade =
                    out > 12.5 && out < 16 && y > 20 && Math.abs(x) > 66 && Math.abs(x) < 118 && z > -25 && z < 100;
            return blade ? 380 : NONE;
        }
        if (out < 0 || (y < -76 && Math.abs(x) < 25) || (y > 0 && Math.abs(x) < 24)) {
            return NONE;
        }
        double along = (z - RIB_SLOPE * y) / RIB_PERIOD;
        double up = (along - Math.floor(along)) * RIB_PERIOD;
        double section = Math.hypot(2 * out / RIB_THICK - 1, 2 * up / RIB_HEIGHT - 1);
        if (section > 1) {
            return NONE;
        }
        boolean cartilage = y < -66;
        return cartilage ? 140 : section > 0.7 ? CORTEX_HU : 230;
    }
}
