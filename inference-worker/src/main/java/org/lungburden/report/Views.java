package org.lungburden.report;

import java.util.List;
import java.util.Locale;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.study.Study;

/**
 * The cuts through a scan that picture and report show, each with its place. Both show the same cuts, so that the labels
 * are searched only once.
 */
public final class Views {
    /** The lung window of all pictures, in words. */
    public static final String WINDOW = "-1350 to 150 HU";

    private static final double MARGIN_MM = 12;

    private final Volume scan;
    private final LabelVolume labels;
    private final SliceNames names;
    private final SheetSlices slices;

    /**
     * A part of a cut.
     *
     * @param name for a caption
     * @param place in patient coordinates (DICOM PS3.3 C.7.6.2.1.1: y to the back, z to the head), for a caption
     */
    record View(Plane plane, PlanePicture.Field field, String name, String place) {
        double widthMm() {
            return field.widthMm(plane);
        }

        double heightMm() {
            return field.heightMm(plane);
        }

        PlanePicture picture(double pxPerMm, LabelPaint.Pen pen) {
            return new PlanePicture(plane, field, pxPerMm, pen);
        }

        View withoutLabels() {
            return new View(plane.withoutLabels(), field, name, place);
        }
    }

    Views(Volume scan, LabelVolume labels, SliceNames names) {
        this.scan = scan;
        this.labels = labels;
        this.names = names;
        this.slices = SheetSlices.of(labels);
    }

    /**
     * @param study as read
     * @param canonical its scan in canonical orientation
     * @param labels on the grid of {@code canonical}, with at least one voxel of lung
     */
    public static Views of(Study study, Volume canonical, LabelVolume labels) {
        return new Views(canonical, labels, SliceNames.of(study));
    }

    /** A sentence on how the slices are numbered. */
    String counting() {
        return "Slices 1 to " + scan.slices() + " are counted from the feet" + names.counting() + ".";
    }

    /** At most {@code count} axial cuts from head to feet, each the worst of its part of the lungs. */
    List<View> axial(int count) {
        return slices.pick(count).stream().map(this::axialCut).toList();
    }

    /** The axial cut with the most opacity. */
    View worstAxial() {
        return axialCut(slices.worstK());
    }

    /** All axial cuts show the same field, which holds the lungs of all slices. */
    private View axialCut(int k) {
        Plane plane = Plane.axial(scan, labels, k);
        double z = scan.affine().apply(0.5 * (scan.columns() - 1), 0.5 * (scan.rows() - 1), k)[2];
        String place = names.ofSlice(k).map(name -> name + ", ").orElse("") + mm("z", z);
        return new View(plane, slices.axialField(plane, MARGIN_MM), "slice " + (k + 1), place);
    }

    /** The coronal cut with the most lung. */
    View widestCoronal() {
        return coronalCut(slices.widestJ(), "coronal, widest lung");
    }

    /** The coronal cut with the most opacity; the widest when there is none. */
    View worstCoronal() {
        return coronalCut(slices.coronalJ(), "coronal, most opacity");
    }

    private View coronalCut(int j, String name) {
        Plane plane = Plane.coronal(scan, labels, j);
        double front = scan.affine().apply(0.5 * (scan.columns() - 1), j, 0.5 * (scan.slices() - 1))[1];
        return new View(plane, slices.coronalField(plane, MARGIN_MM), name, mm("y", 0 - front));
    }

    private static String mm(String axis, double mm) {
        double tenths = Math.rint(10 * mm) + 0.0; // no minus before zero
        return String.format(Locale.ROOT, "%s = %.1f mm", axis, tenths / 10);
    }
}
