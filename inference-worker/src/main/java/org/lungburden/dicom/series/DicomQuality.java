package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.dicom.pixel.HounsfieldScale;
import org.lungburden.dicom.pixel.PixelFormat;
import org.lungburden.study.DicomSource;
import org.lungburden.study.QualityFlag;

/** What a person who reads the results should know about the quality of a series. */
final class DicomQuality {
    /** A smaller tilt is only a rounding error of the positions. */
    static final double TILT_DEGREES = 0.5;

    /** Images of 60 to 80 keV have the densities of a scan at 100 to 140 kV. */
    private static final int NEAR_KEV = 10;

    /** Rounding and a tilted gantry make less of a difference. */
    private static final double CONTRADICTION_SHARE = 0.05;

    private DicomQuality() {}

    static List<QualityFlag> flags(SliceStack stack, DicomSource source) {
        List<QualityFlag> flags = new ArrayList<>();
        if (stack.tiltDegrees() >= TILT_DEGREES) {
            flags.add(new QualityFlag(
                    "GANTRY_TILT",
                    "The gantry was tilted by " + rounded(stack.tiltDegrees())
                            + " degrees; the masks keep the sheared grid.",
                    rounded(stack.tiltDegrees())));
        }
        stack.slices().stream()
                .flatMap(slice -> slice.scale().assumption().stream())
                .findFirst()
                .ifPresent(open -> flags.add(new QualityFlag(
                        "RESCALE_ASSUMED", open + "; the values were taken for Hounsfield units.", null)));
        if (stack.slices().stream().anyMatch(DicomQuality::isRepaired)) {
            flags.add(new QualityFlag(
                    "HEADER_REPAIRED",
                    "DICOM headers break the standard; what has only one meaning was read so.",
                    null));
        }
        if (stack.slices().stream().anyMatch(DicomQuality::isLossy)) {
            flags.add(new QualityFlag("LOSSY_COMPRESSION", "The images were compressed with loss.", null));
        }
        if (source.replaced()) {
            flags.add(new QualityFlag(
                    "UIDS_REPLACED",
                    "Identifiers of the scan (StudyInstanceUID, SeriesInstanceUID, FrameOfReferenceUID or SOPInstanceUID)"
                            + " are missing, invalid or repeated; DICOM files of the result carry made-up ones, which no"
                            + " archive can match.",
                    null));
        }
        return flags;
    }

    /** @param type the value of Image Type that says so */
    static QualityFlag reformatted(String type) {
        return new QualityFlag(
                "REFORMATTED",
                "ImageType " + type + " says that the slices were computed from other slices, which smooths density and"
                        + " edges; send the original series if there is one.",
                null);
    }

    /** @param words of Series Description that name projections */
    static QualityFlag described(String words) {
        return new QualityFlag(
                "REFORMATTED",
                "SeriesDescription " + words + " says that the images are projections, though ImageType does not. The"
                        + " densities of projections are wrong; send the original axial series if there is one.",
                null);
    }

    /** Images of an energy at which densities are not those that the network was measured on. */
    static Optional<QualityFlag> energy(SeriesCandidate series) {
        OptionalInt kev = series.energyKev();
        if (kev.isEmpty() || series.beyondOrdinaryKev() <= NEAR_KEV) {
            return Optional.empty();
        }
        return Optional.of(new QualityFlag(
                "MONOENERGETIC",
                "By SeriesDescription these are images of " + kev.getAsInt() + " keV. Below "
                        + SeriesCandidate.ORDINARY_KEV
                        + " keV bone and contrast medium are denser and noise is larger, above it they are less dense, so"
                        + " densities and high opacity may be wrong. Send the images of " + SeriesCandidate.ORDINARY_KEV
                        + " keV or of 120 kV.",
                (double) kev.getAsInt()));
    }

    /** Where Spacing Between Slices (DICOM PS3.3 C.7.6.2) of all slices is another distance than that of their positions. */
    static Optional<QualityFlag> spacingTag(SliceStack stack) {
        List<Double> toldMm = stack.slices().stream()
                .flatMap(slice -> slice.attributes().decimals(Tag.SPACING_BETWEEN_SLICES, 1).stream())
                .map(value -> Math.abs(value[0]))
                .filter(value -> value > 0)
                .distinct()
                .toList();
        double mm = Math.abs(stack.spacingMm());
        if (toldMm.size() != 1 || Math.abs(toldMm.get(0) - mm) <= CONTRADICTION_SHARE * mm) {
            return Optional.empty();
        }
        return Optional.of(new QualityFlag(
                "SLICE_DISTANCE_SUSPECT",
                "The positions of the slices are " + SpacingFault.decimal(mm)
                        + " mm apart, but SpacingBetweenSlices is "
                        + SpacingFault.decimal(toldMm.get(0))
                        + " mm. The positions were believed; if they are wrong, or slices are missing, volumes are wrong.",
                rounded(mm)));
    }

    /** The largest Slice Thickness (DICOM PS3.3 C.7.6.2.1) of the slices; null when none tells it. */
    static @Nullable Double thicknessMm(SliceStack stack) {
        return stack.slices().stream()
                .flatMap(slice -> slice.attributes().decimals(Tag.SLICE_THICKNESS, 1).stream())
                .map(value -> value[0])
                .filter(value -> value > 0)
                .max(Double::compare)
                .orElse(null);
    }

    private static boolean isRepaired(CtSlice slice) {
        return slice.frame().file().repaired()
                || PixelFormat.isHighBitOdd(slice.attributes())
                || HounsfieldScale.isRepeated(slice.attributes());
    }

    private static boolean isLossy(CtSlice slice) {
        String declared = slice.attributes().text(Tag.LOSSY_IMAGE_COMPRESSION).orElse("");
        return FrameDecoders.isLossy(slice.frame().file().transferSyntax(), declared);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
