package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.result.ResultDocument;

/**
 * A picture for checking the labels: twelve axial slices and a coronal slice in lung window with the lesions in color,
 * and the numbers. As usual in radiology, the patient's right is on the left. The picture holds no patient data except
 * the client's own reference.
 */
public final class OverlaySheet {

    private static final int PER_ROW = 4;
    private static final int SLICES = 12;
    private static final int MARGIN = 20;
    private static final int GAP = 10;
    private static final int PANEL_WIDTH = 380;
    private static final int LARGEST_PANEL_HEIGHT = 420;
    private static final int CAPTION = 26;
    private static final int SIDE_WIDTH = 440;
    private static final int FOOTER = 40;
    /** Height that numbers and coronal picture may take where the slices need less. */
    private static final int ROOM_HEIGHT = 1000;

    private static final double MARGIN_MM = 12;
    private static final double TEXT_PX = 16;
    private static final double LONGEST_BAR_PX = 85;

    static {
        // The sheet never needs a screen. Without this setting, an unreachable DISPLAY makes every drawing fail.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final Volume scan;
    private final LabelVolume labels;
    private final OverlayText text;
    private final SheetSlices slices;

    private OverlaySheet(Volume scan, LabelVolume labels, OverlayText text) {
        this.scan = scan;
        this.labels = labels;
        this.text = text;
        this.slices = SheetSlices.of(labels);
    }

    /**
     * @param scan in canonical orientation
     * @param labels on its grid, with at least one voxel of lung
     */
    public static void write(Volume scan, LabelVolume labels, OverlayText text, Path png) throws IOException {
        PngFile.write(paint(scan, labels, text), png);
    }

    static BufferedImage paint(Volume scan, LabelVolume labels, OverlayText text) {
        return new OverlaySheet(scan, labels, text).paint();
    }

    private BufferedImage paint() {
        List<Integer> picked = slices.pick(SLICES);
        Plane first = Plane.axial(scan, labels, picked.get(0));
        PlanePicture.Field field = slices.axialField(first, MARGIN_MM);
        double pxPerMm = Math.min(PANEL_WIDTH / field.widthMm(first), LARGEST_PANEL_HEIGHT / field.heightMm(first));
        int panelHeight = (int) Math.round(field.heightMm(first) * pxPerMm);
        int sheetRows = (picked.size() + PER_ROW - 1) / PER_ROW;
        int grid = 2 * MARGIN + FOOTER + sheetRows * (panelHeight + CAPTION + GAP);
        int room = Math.max(ROOM_HEIGHT, grid);
        int side = MARGIN + PER_ROW * (PANEL_WIDTH + GAP) + GAP;
        Canvas canvas = new Canvas(side + SIDE_WIDTH + MARGIN, room);
        for (int n = 0; n < picked.size(); n++) {
            int x = MARGIN + n % PER_ROW * (PANEL_WIDTH + GAP);
            int y = MARGIN + n / PER_ROW * (panelHeight + CAPTION + GAP);
            axialPanel(canvas, picked.get(n), field, pxPerMm, x, y);
        }
        double end = new NumbersPanel(canvas, text).draw(side, MARGIN, SIDE_WIDTH);
        int coronalEnd = coronalPanel(canvas, side, (int) end + GAP, room - FOOTER - MARGIN);
        int height = Math.max(grid, coronalEnd + MARGIN + FOOTER);
        canvas.text(ResultDocument.NOTICE, MARGIN, height - MARGIN, TEXT_PX, Ink.TEXT);
        return canvas.image(height);
    }

    private void axialPanel(Canvas canvas, int k, PlanePicture.Field field, double pxPerMm, int x, int y) {
        PlanePicture picture = new PlanePicture(Plane.axial(scan, labels, k), field, pxPerMm);
        double z = scan.affine().apply(0.5 * (scan.columns() - 1), 0.5 * (scan.rows() - 1), k)[2];
        String name = "slice " + (k + 1) + " of " + scan.slices();
        panel(canvas, picture, x, y, PANEL_WIDTH, name, String.format(Locale.ROOT, "z = %.1f mm", z));
    }

    /** @return its lower end in pixels */
    private int coronalPanel(Canvas canvas, int x, int y, int bottom) {
        Plane plane = Plane.coronal(scan, labels, slices.coronalJ());
        PlanePicture.Field field = slices.coronalField(plane, MARGIN_MM);
        int height = bottom - y - CAPTION;
        double pxPerMm = Math.min(SIDE_WIDTH / field.widthMm(plane), height / field.heightMm(plane));
        double depth = scan.affine().apply(0.5 * (scan.columns() - 1), slices.coronalJ(), 0.5 * (scan.slices() - 1))[1];
        String position = String.format(Locale.ROOT, "y = %.1f mm", depth);
        return panel(canvas, new PlanePicture(plane, field, pxPerMm), x, y, SIDE_WIDTH, "coronal", position);
    }

    /**
     * A picture with the marks of the sides and a caption below.
     *
     * @return the lower end in pixels
     */
    private static int panel(Canvas canvas, PlanePicture plane, int x, int y, int width, String name, String position) {
        BufferedImage picture = plane.paint();
        int end = y + picture.getHeight();
        canvas.fill(x, y, width, picture.getHeight() + (double) CAPTION, Ink.PANEL);
        int left = x + (width - picture.getWidth()) / 2;
        double right = left + (double) picture.getWidth();
        canvas.picture(picture, left, y);
        canvas.mark("R", left + 8.0, y + 20.0, TEXT_PX);
        canvas.mark("L", right - 8 - LiberationSans.widthPx("L", TEXT_PX), y + 20.0, TEXT_PX);
        double baseline = end + 0.7 * CAPTION;
        canvas.text(name, x + 8, baseline, TEXT_PX, Ink.TEXT);
        scaleBar(canvas, x + 0.5 * width, baseline, plane.pxPerMm());
        canvas.textRight(position, x + width - 8, baseline, TEXT_PX, Ink.FAINT);
        return end + CAPTION;
    }

    /** The bar is as long as the other parts of the caption allow. */
    private static void scaleBar(Canvas canvas, double middle, double baseline, double pxPerMm) {
        int cm = 50 * pxPerMm <= LONGEST_BAR_PX ? 5 : 20 * pxPerMm <= LONGEST_BAR_PX ? 2 : 1;
        canvas.scaleBar(middle, baseline, 10 * cm * pxPerMm, cm + " cm");
    }
}
