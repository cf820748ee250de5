package org.lungburden.report.pdf;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.report.Views;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.NiftiCodes;
import org.lungburden.study.Study;

/** Results and scans for tests of the report. */
final class ReportResults {
    static final ResultDocument.Model MODEL = new ResultDocument.Model("net", "1", "ab");

    private ReportResults() {}

    static ResultDocument.Study study(@Nullable String kernel, @Nullable Double thicknessMm) {
        return new ResultDocument.Study(
                "DICOM", "1.2", "1.2.840.99", null, 30, 40, 60, List.of(5.0, 5.0, 8.0), "UNKNOWN", kernel, thicknessMm);
    }

    /** Nine tenths of the opacity in the right lower zone. */
    static ResultDocument.Measured result(
            ResultDocument.Study study, double groundGlass, double highOpacity, List<ResultDocument.Quality> quality) {
        double percent = groundGlass / 40;
        return new ResultDocument.Measured(
                study,
                new ResultDocument.VolumesMl(4000, 1900.0, 2100.0, groundGlass, highOpacity, groundGlass + highOpacity),
                new ResultDocument.BurdenPercent(percent, percent, highOpacity / 40),
                regions(0, 0.1 * groundGlass, 0.9 * groundGlass, 0, 0),
                List.of(
                        new ResultDocument.Lung("RIGHT", 2100, groundGlass, highOpacity, 12.5),
                        new ResultDocument.Lung("LEFT", 1900, 0, 0, 0)),
                new ResultDocument.Severity(3, 20, percent, 1.5),
                new ResultDocument.Aeration(List.of(), 0, 71.3, 812.0),
                List.of(
                        new ResultDocument.Density("LUNG", -800, 1.0, 1.0, 1.0, 1.0),
                        new ResultDocument.Density("GROUND_GLASS", -610.4, 1.0, 1.0, 1.0, 1.0)),
                null,
                null,
                quality,
                MODEL);
    }

    /** The left middle zone is missing. */
    static List<ResultDocument.Region> regions(double... groundGlassMl) {
        return List.of(
                region("RIGHT_UPPER", groundGlassMl[0]),
                region("RIGHT_MIDDLE", groundGlassMl[1]),
                region("RIGHT_LOWER", groundGlassMl[2]),
                region("LEFT_UPPER", groundGlassMl[3]),
                region("LEFT_LOWER", groundGlassMl[4]));
    }

    private static ResultDocument.Region region(String name, double groundGlassMl) {
        return new ResultDocument.Region(name, 700, groundGlassMl, 0, groundGlassMl / 7, groundGlassMl > 175 ? 2 : 0);
    }

    /** Two lungs with ground glass in the outer half of the right and high opacity in the left. */
    static Views views(int columns, int rows, int slices) {
        Affine affine = Affine.ofRows(-5, 0, 0, 0, 0, -5, 0, 0, 0, 0, 8, 0);
        byte[][] labels = new byte[slices][columns * rows];
        short[][] hu = new short[slices][columns * rows];
        for (int k = 1; k < slices - 1; k++) {
            for (int n = 0; n < columns * rows; n++) {
                int i = n % columns;
                int j = n / columns;
                boolean lung = j > rows / 5
                        && j < rows * 4 / 5
                        && (i > columns / 8 && i < columns * 3 / 8 || i > columns * 5 / 8 && i < columns * 7 / 8);
                int label = i < columns / 4 ? 2 : i > columns * 3 / 4 && j > rows / 2 ? 3 : 1;
                labels[k][n] = (byte) (lung ? label : 0);
                hu[k][n] = (short) (lung ? -800 : 40);
            }
        }
        NiftiCodes codes = new NiftiCodes(1, 1, new float[8], new float[6], new float[12], 2);
        Volume scan = new Volume(hu, columns, rows, affine);
        return Views.of(Study.ofNifti(scan, codes, List.of()), scan, new LabelVolume(labels, columns, rows, affine));
    }
}
