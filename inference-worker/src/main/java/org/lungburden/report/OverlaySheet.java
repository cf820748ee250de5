package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lungburden.result.ResultDocument;

/**
 * A picture for checking the labels: twelve axial slices and two coronal slices in lung window with the lesions in color,
 * and the numbers. As usual in radiology, the patient's right is on the left. The picture holds no patient data except
 * the client's own reference.
 */
public final class OverlaySheet {
    private static final int PER_ROW = 4;
    private static final int SLICES = 12;
    private static final int MARGIN = 20;
    private static final int GAP = 10;
    private static final int PANEL_WIDTH = 440;
    private static final int LARGEST_PANEL_HEIGHT = 420;
    private static final int CAPTION = 26;
    private static final int SIDE_WIDTH = 440;
    private static final int FOOTER = 40;
    /** Height of a coronal picture of which the rest of the sheet need not become higher. */
    private static final int CORONAL_HEIGHT = 260;
    /** Height that numbers and coronal pictures may take where the slices need less. */
    private static final int ROOM_HEIGHT = 1080;

    private static final double TEXT_PX = 16;
    private static final double LONGEST_BAR_PX = 85;

    static {
        // The sheet never needs a screen. Without this setting, an unreachable DISPLAY makes every drawing fail.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final Views views;
    private final OverlayText text;

    private OverlaySheet(Views views, OverlayText text) {
        this.views = views;
        this.text = text;
    }

    public static void write(Views views, OverlayText text, Path png) throws IOException {
        PngFile.write(paint(views, text), png);
    }

    static BufferedImage paint(Views views, OverlayText text) {
        return new OverlaySheet(views, text).paint();
    }

    private BufferedImage paint() {
        List<Views.View> axial = views.axial(SLICES);
        Views.View first = axial.get(0);
        double pxPerMm = Math.min(PANEL_WIDTH / first.widthMm(), LARGEST_PANEL_HEIGHT / first.heightMm());
        int panelHeight = (int) Math.round(first.heightMm() * pxPerMm);
        int sheetRows = (axial.size() + PER_ROW - 1) / PER_ROW;
        int grid = 2 * MARGIN + FOOTER + sheetRows * (panelHeight + CAPTION + GAP);
        int side = MARGIN + PER_ROW * (PANEL_WIDTH + GAP) + GAP;
        int largest = Math.max(ROOM_HEIGHT, grid) + 2 * (CORONAL_HEIGHT + CAPTION + GAP);
        Canvas canvas = new Canvas(side + SIDE_WIDTH + MARGIN, largest);
        for (int n = 0; n < axial.size(); n++) {
            int x = MARGIN + n % PER_ROW * (PANEL_WIDTH + GAP);
            int y = MARGIN + n / PER_ROW * (panelHeight + CAPTION + GAP);
            panel(canvas, axial.get(n), pxPerMm, x, y, PANEL_WIDTH);
        }
        int top = GAP + (int) new NumbersPanel(canvas, text, views.counting()).draw(side, MARGIN, SIDE_WIDTH);
        int room = Math.max(ROOM_HEIGHT, grid) - FOOTER - MARGIN - top;
        int end = coronalPanels(canvas, side, top, Math.max(CORONAL_HEIGHT, room / 2 - CAPTION - GAP));
        int height = Math.max(grid, end + MARGIN + FOOTER);
        canvas.text(ResultDocument.NOTICE, MARGIN, height - MARGIN, TEXT_PX, Ink.TEXT);
        return canvas.image(height);
    }

    /** @return the lower end in pixels */
    private int coronalPanels(Canvas canvas, int x, int top, int most) {
        int y = top;
        for (Views.View view : List.of(views.widestCoronal(), views.worstCoronal())) {
            double pxPerMm = Math.min(SIDE_WIDTH / view.widthMm(), most / view.heightMm());
            y = GAP + panel(canvas, view, pxPerMm, x, y, SIDE_WIDTH);
        }
        return y - GAP;
    }

    /**
     * A picture with the marks of the sides and a caption below.
     *
     * @return the lower end in pixels
     */
    private static int panel(Canvas canvas, Views.View view, double pxPerMm, int x, int y, int width) {
        BufferedImage picture = view.picture(pxPerMm, LabelPaint.Pen.FINE).paint();
        int end = y + picture.getHeight();
        canvas.fill(x, y, width, picture.getHeight() + (double) CAPTION, Ink.PANEL);
        int left = x + (width - picture.getWidth()) / 2;
        double right = left + (double) picture.getWidth();
        canvas.picture(picture, left, y);
        canvas.mark("R", left + 8.0, y + 20.0, TEXT_PX);
        canvas.mark("L", right - 8 - LiberationSans.widthPx("L", TEXT_PX), y + 20.0, TEXT_PX);
        double baseline = end + 0.7 * CAPTION;
        canvas.text(view.name(), x + 8, baseline, TEXT_PX, Ink.TEXT);
        canvas.textRight(view.place(), x + width - 8, baseline, TEXT_PX, Ink.FAINT);
        double nameRight = x + 8 + LiberationSans.widthPx(view.name(), TEXT_PX);
        double placeLeft = x + width - 8 - LiberationSans.widthPx(view.place(), TEXT_PX);
        scaleBar(canvas, (nameRight + placeLeft) / 2, baseline, pxPerMm);
        return end + CAPTION;
    }

    /** The bar is as long as the other parts of the caption allow. */
    private static void scaleBar(Canvas canvas, double middle, double baseline, double pxPerMm) {
        int cm = ScaleBar.centimeters(pxPerMm, LONGEST_BAR_PX);
        canvas.scaleBar(middle, baseline, ScaleBar.length(cm, pxPerMm), cm + " cm");
    }
}
