package org.lungburden.phantom;

/** Skin, fat and muscle of the chest wall, the organs below the diaphragm, and the mediastinum. */
final class SoftTissue {
    private static final double SKIN_MM = 2;
    private static final double FAT_HU = -100;
    private static final double MUSCLE_HU = 52;
    private static final double BLOOD_HU = LungTissue.BLOOD_HU;
    private static final double FAT_AT_PLEURA_MM = 2.2;
    private static final double LIVER_HU = 58;
    private static final double SPLEEN_HU = 46;

    private SoftTissue() {}

    /** @param depthMm how deep the point lies below the skin */
    static double huAt(double depthMm, double x, double y, double z) {
        if (depthMm < SKIN_MM) {
            return 10;
        }
        if (depthMm < 13 + 9 * SmoothNoise.at(x, y, z, 45, 21)) {
            return FAT_HU + 30 * SmoothNoise.at(x, y, z, 6, 22);
        }
        double cage = Anatomy.cage(x, y, z);
        if (cage > 1) {
            boolean atPleura = (Math.sqrt(cage) - 1) * Anatomy.CAGE_B < FAT_AT_PLEURA_MM;
            return atPleura ? FAT_HU + 20 : wall(depthMm, x, y, z);
        }
        return Anatomy.isBelowDiaphragm(x, y, z) ? abdomen(x, y, z) : mediastinum(x, y, z);
    }

    private static double abdomen(double x, double y, double z) {
        boolean liver = x < 22 + 0.3 * (y + 40);
        double texture = 14 * SmoothNoise.at(x, y, z, 9, 23);
        return (liver ? LIVER_HU : SPLEEN_HU) + texture;
    }

    /** Muscles in layers with fat between them. */
    private static double wall(double depthMm, double x, double y, double z) {
        double layers = Math.sin(0.42 * depthMm + 2 * SmoothNoise.at(x, y, z, 60, 24));
        boolean fat = layers > 0.9;
        return fat ? FAT_HU + 20 : MUSCLE_HU + 24 * SmoothNoise.at(x, y, z, 6, 25);
    }

    private static double mediastinum(double x, double y, double z) {
        double texture = 10 * SmoothNoise.at(x, y, z, 8, 26);
        if (isVessel(x, y, z)) {
            return BLOOD_HU + texture;
        }
        double heart = Math.max(Anatomy.HEART.depthMm(x, y, z), Anatomy.RIGHT_HEART.depthMm(x, y, z));
        boolean fat = heart > 0 ? heart < 4 + 6 * SmoothNoise.at(x, y, z, 18, 27) : Math.abs(x) < 50 && y < 42;
        return (fat ? FAT_HU + 10 : heart > 0 ? BLOOD_HU : MUSCLE_HU) + texture;
    }

    /** Aorta with its arch, pulmonary trunk, caval veins, esophagus, and the roots of the lungs. */
    private static boolean isVessel(double x, double y, double z) {
        boolean descending = z < 54 && Math.hypot(x - 22, y - 50) < 12;
        boolean ascending = z < 50 && z > -30 && Math.hypot(x + 4, y + 22) < 15;
        boolean arch = Math.abs(z - 52) < 11 && Math.abs(Math.hypot(x + 30, y - 14) - 47) < 11 && x > -12;
        boolean trunk = Math.abs(z - 10) < 16 && Math.hypot(x - 24, (y + 16) / 1.4) < 13;
        boolean cava = Math.hypot(x + 23, y + 12) < 8;
        boolean esophagus = Math.hypot(x - 5, (y - 36) / 0.7) < 8;
        boolean roots = Math.abs(z + 2) < 15 && Math.abs(y - 4) < 11 && Math.abs(x) < 44;
        boolean branches = z > 60 && (Math.hypot(x + 18, y + 4) < 6 || Math.hypot(x - 16, y - 4) < 5);
        return descending || ascending || arch || trunk || cava || esophagus || roots || branches;
    }
}
