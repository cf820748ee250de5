package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.util.Locale;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * The four pictures of the report: the axial slice with the most opacity without and with outlines, the coronal slice
 * with the most opacity, and the coronal slice with the most lung.
 */
public record ReportPictures(Picture axialPlain, Picture axial, Picture coronalOfOpacity, Picture coronalOfLung) {
    /** Room for one picture on the page, in points. */
    public static final double MOST_HEIGHT = 172;

    private static final double MARGIN_MM = 12;
    private static final double PX_PER_POINT = 3;
    private static final double MOST_WIDTH = 252;
    private static final double TEXT_PX = 26;

    public record Picture(BufferedImage image, String caption) {}

    /**
     * @param scan in canonical orientation
     * @param labels on its grid
     * @throws IllegalArgumentException when there is no lung
     */
    public static ReportPictures of(Volume scan, LabelVolume labels) {
        SheetSlices slices = SheetSlices.of(labels);
        int k = slices.worstK();
        Plane axialPlane = Plane.axial(scan, labels, k);
        PlanePicture.Field field = slices.axialField(axialPlane, MARGIN_MM);
        String axial = String.format(
                Locale.ROOT,
                "Slice %d of %d from the feet, z = %.1f mm",
                k + 1,
                scan.slices(),
                scan.affine().apply(0.5 * (scan.columns() - 1), 0.5 * (scan.rows() - 1), k)[2]);
        return new ReportPictures(
                picture(axialPlane.withoutLabels(), field, axial),
                picture(axialPlane, field, axial + ", outlined"),
                coronal(scan, labels, slices, slices.coronalJ(), "Coronal, most opacity"),
                coronal(scan, labels, slices, slices.widestJ(), "Coronal, most lung"));
    }

    private static Picture coronal(Volume scan, LabelVolume labels, SheetSlices slices, int j, String name) {
        Plane plane = Plane.coronal(scan, labels, j);
        double y = scan.affine().apply(0.5 * (scan.columns() - 1), j, 0.5 * (scan.slices() - 1))[1];
        String caption = String.format(Locale.ROOT, "%s, y = %.1f mm", name, y);
        return picture(plane, slices.coronalField(plane, MARGIN_MM), caption);
    }

    private static Picture picture(Plane plane, PlanePicture.Field field, String caption) {
        double pxPerMm =
                PX_PER_POINT * Math.min(MOST_WIDTH / field.widthMm(plane), MOST_HEIGHT / field.heightMm(plane));
        BufferedImage picture = new PlanePicture(plane, field, pxPerMm).paint();
        Canvas canvas = new Canvas(picture.getWidth(), picture.getHeight());
        canvas.picture(picture, 0, 0);
        canvas.mark("R", 10, 34, TEXT_PX);
        canvas.mark("L", picture.getWidth() - 12 - LiberationSans.widthPx("L", TEXT_PX), 34, TEXT_PX);
        canvas.scaleBar(picture.getWidth() / 2.0, picture.getHeight() - 12.0, 50 * pxPerMm, "5 cm");
        return new Picture(canvas.image(picture.getHeight()), caption);
    }
}
