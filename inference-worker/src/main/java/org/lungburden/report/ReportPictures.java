package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The four pictures of the report: the axial slice with the most opacity without and with outlines, the coronal slice
 * with the most lung, and the coronal slice with the most opacity. Their resolution is for print.
 */
public final class ReportPictures {
    private static final double PX_PER_POINT = 3;

    private ReportPictures() {}

    /**
     * @param image in the colors of the {@link Palette}, one byte for each pixel
     * @param width in points
     * @param height in points
     * @param pointsPerMm of the patient
     */
    public record Picture(
            BufferedImage image, double width, double height, double pointsPerMm, String name, String place) {}

    /**
     * @param mostWidth room for one picture in points
     * @param mostHeight room for one picture in points
     */
    public static List<Picture> of(Views views, double mostWidth, double mostHeight) {
        Views.View axial = views.worstAxial();
        return List.of(
                picture(axial.withoutLabels(), mostWidth, mostHeight),
                picture(axial, mostWidth, mostHeight),
                picture(views.widestCoronal(), mostWidth, mostHeight),
                picture(views.worstCoronal(), mostWidth, mostHeight));
    }

    private static Picture picture(Views.View view, double mostWidth, double mostHeight) {
        double pointsPerMm = Math.min(mostWidth / view.widthMm(), mostHeight / view.heightMm());
        BufferedImage image =
                view.picture(PX_PER_POINT * pointsPerMm, LabelPaint.Pen.BROAD).paint();
        return new Picture(
                image,
                view.widthMm() * pointsPerMm,
                view.heightMm() * pointsPerMm,
                pointsPerMm,
                view.name(),
                view.place());
    }
}
