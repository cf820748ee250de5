package org.lungburden.quality;

import java.util.Arrays;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;

/** Adds up, slice by slice, what {@link SpineSide} judges. Works in coordinates along the axis and across it. */
final class SpineSearch {
    private static final int BONE_HU = 150;
    private static final double BESIDE_LUNG_MM = 30;
    private static final double END_SHARE = 0.4;
    private static final double HALF_WIDTH_MM = 15;
    private static final double MIDDLE_MM = 12;
    private static final double BESIDE_FROM_MM = 20;
    private static final double BESIDE_TO_MM = 70;

    private final Volume scan;
    private final LabelVolume labels;
    private final int length;
    private final int alongStep;
    private final int acrossStep;
    private final double alongMm;
    private final double acrossMm;
    /** The lungs' box. */
    private final int firstAlong;

    private final int lastAlong;
    private final int firstAcross;
    private final int lastAcross;

    private final long[] boneAtStart;
    private final long[] boneAtEnd;
    private int slices;
    private double gaps;
    private int slicesWithGap;

    SpineSearch(int axis, Volume scan, LabelVolume labels, PixelBox lungs) {
        this.scan = scan;
        this.labels = labels;
        boolean alongI = axis == 0;
        length = alongI ? scan.columns() : scan.rows();
        int across = alongI ? scan.rows() : scan.columns();
        alongStep = alongI ? 1 : scan.columns();
        acrossStep = alongI ? scan.columns() : 1;
        alongMm = scan.affine().spacingMm()[axis];
        acrossMm = scan.affine().spacingMm()[1 - axis];
        boneAtStart = new long[across];
        boneAtEnd = new long[across];
        firstAlong = alongI ? lungs.i0() : lungs.j0();
        lastAlong = (alongI ? lungs.i1() : lungs.j1()) - 1;
        firstAcross = alongI ? lungs.j0() : lungs.i0();
        lastAcross = (alongI ? lungs.j1() : lungs.i1()) - 1;
    }

    void add(int k) {
        slices++;
        int margin = (int) (BESIDE_LUNG_MM / alongMm);
        double depth = lastAlong - firstAlong;
        addBone(boneAtStart, k, Math.max(0, firstAlong - margin), (int) (firstAlong + END_SHARE * depth) + 1);
        addBone(boneAtEnd, k, (int) (lastAlong - END_SHARE * depth), Math.min(length, lastAlong + margin + 1));
        addGap(labels.labels()[k]);
    }

    private void addBone(long[] bone, int k, int from, int to) {
        short[] hu = scan.hu()[k];
        for (int across = 0; across < bone.length; across++) {
            for (int along = from; along < to; along++) {
                bone[across] += hu[across * acrossStep + along * alongStep] >= BONE_HU ? 1 : 0;
            }
        }
    }

    /** Compares how far the lungs reach in the middle and on both sides of it. */
    private void addGap(byte[] slice) {
        double middle = 0.5 * (firstAcross + lastAcross);
        int[] first = {length, length, length};
        int[] last = {-1, -1, -1};
        for (int across = firstAcross; across <= lastAcross; across++) {
            int part = part((across - middle) * acrossMm);
            for (int along = firstAlong; part >= 0 && along <= lastAlong; along++) {
                if (slice[across * acrossStep + along * alongStep] != 0) {
                    first[part] = Math.min(first[part], along);
                    last[part] = Math.max(last[part], along);
                }
            }
        }
        int start = Math.max(first[0], first[2]);
        int end = Math.min(last[0], last[2]);
        if (end > start) {
            double depth = end - start;
            double atEnd = last[1] < 0 ? 1 : Math.min(1, (end - last[1]) / depth);
            double atStart = last[1] < 0 ? 1 : Math.min(1, (first[1] - start) / depth);
            gaps += atEnd - atStart;
            slicesWithGap++;
        }
    }

    /** 1 the middle, 0 and 2 the lungs beside it, -1 none of them. */
    private static int part(double mm) {
        if (Math.abs(mm) < MIDDLE_MM) {
            return 1;
        }
        boolean beside = Math.abs(mm) > BESIDE_FROM_MM && Math.abs(mm) < BESIDE_TO_MM;
        return !beside ? -1 : mm < 0 ? 0 : 2;
    }

    SpineSide found() {
        return new SpineSide(slicesWithGap == 0 ? 0 : gaps / slicesWithGap, mostMm(boneAtStart), mostMm(boneAtEnd));
    }

    private double mostMm(long[] bone) {
        int half = (int) Math.max(1, Math.round(HALF_WIDTH_MM / acrossMm));
        double most = 0;
        for (int across = 0; across < bone.length; across++) {
            int from = Math.max(0, across - half);
            int to = Math.min(bone.length, across + half + 1);
            double mean = Arrays.stream(bone, from, to).average().orElse(0);
            most = Math.max(most, mean);
        }
        return most * alongMm / slices;
    }
}
