package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.dicom.pixel.PixelFormat;
import org.lungburden.study.QualityFlag;

/** What a person who reads the results should know about the quality of a series. */
final class DicomQuality {
    /**
     * In thicker slices small lesions blur into their surroundings. Guidelines ask for 1 to 3 mm in the lung; the
     * paper's scans have 0.6 to 1.25 mm.
     */
    static final double THICK_MM = 3.0;
    /** A smaller tilt is only a rounding error of the positions. */
    static final double TILT_DEGREES = 0.5;

    private DicomQuality() {}

    static List<QualityFlag> flags(SliceStack stack) {
        List<QualityFlag> flags = new ArrayList<>();
        double thicknessMm = Math.max(stack.spacingMm(), thicknessMm(stack.slices()));
        if (thicknessMm > THICK_MM) {
            flags.add(new QualityFlag(
                    "THICK_SLICES", "The slices are thick; small lesions may be missed.", rounded(thicknessMm)));
        }
        if (stack.tiltDegrees() >= TILT_DEGREES) {
            flags.add(new QualityFlag(
                    "GANTRY_TILT",
                    "The gantry was tilted by this many degrees; the masks keep the sheared grid.",
                    rounded(stack.tiltDegrees())));
        }
        if (stack.slices().stream().anyMatch(slice -> slice.scale().assumed())) {
            flags.add(new QualityFlag(
                    "RESCALE_ASSUMED",
                    "RescaleSlope or RescaleIntercept is missing; the stored values were taken for Hounsfield units.",
                    null));
        }
        if (stack.slices().stream().anyMatch(DicomQuality::isRepaired)) {
            flags.add(new QualityFlag(
                    "HEADER_REPAIRED",
                    "DICOM headers break the standard; what has only one meaning was read so.",
                    null));
        }
        if (stack.slices().stream().anyMatch(DicomQuality::isLossy)) {
            flags.add(new QualityFlag("LOSSY_COMPRESSION", "The images were compressed with loss.", null));
        }
        return flags;
    }

    private static double thicknessMm(List<CtSlice> slices) {
        return slices.stream()
                .mapToDouble(slice -> slice.attributes()
                        .decimals(Tag.SLICE_THICKNESS, 1)
                        .map(value -> value[0])
                        .orElse(0.0))
                .max()
                .orElse(0);
    }

    private static boolean isRepaired(CtSlice slice) {
        return slice.frame().file().repaired() || PixelFormat.isHighBitOdd(slice.attributes());
    }

    private static boolean isLossy(CtSlice slice) {
        String declared = slice.attributes().text(Tag.LOSSY_IMAGE_COMPRESSION).orElse("");
        return FrameDecoders.isLossy(slice.frame().file().transferSyntax(), declared);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
