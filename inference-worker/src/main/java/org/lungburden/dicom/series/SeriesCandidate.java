package org.lungburden.dicom.series;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;
import org.lungburden.geometry.Vector3;
import org.lungburden.result.ReconstructionKernel;
import org.lungburden.study.StudyReader;

/** What the headers of one group of slices tell about it. */
final class SeriesCandidate {
    /** Reconstructions overlap by half to two thirds at most; slabs of 10 mm every 2 mm are made to be looked at. */
    private static final double THICK_SHARE = 3;

    /** Images of this energy have about the densities of a scan at 120 kV. */
    static final int ORDINARY_KEV = 70;

    private final List<PlacedFrame> frames;
    private final Vector3 normal;
    private final SliceSpacing spacing;
    private final ImageTypes types;
    private final @Nullable Integer volume;

    /** @param frames at least one, in any order */
    SeriesCandidate(List<PlacedFrame> frames) {
        this(frames, null);
    }

    private SeriesCandidate(List<PlacedFrame> frames, @Nullable Integer volume) {
        this.volume = volume;
        this.frames = PlacedFrame.inOrder(frames);
        this.normal = frames.get(0).plane().normal();
        this.spacing = Phases.spacing(frames);
        this.types = ImageTypes.of(frames);
    }

    SeriesCandidate numbered(int number) {
        return new SeriesCandidate(frames, number);
    }

    /** Its number among the volumes that share its SeriesInstanceUID; null when it is alone or no volume. */
    @Nullable
    Integer volume() {
        return volume;
    }

    /** Ascending along the normal. */
    List<PlacedFrame> frames() {
        return frames;
    }

    int slices() {
        return frames.size();
    }

    SeriesExtent extent() {
        return new SeriesExtent(frames, distanceMm());
    }

    /** Distance of neighboring slices; 0 for images at one place. */
    double distanceMm() {
        return Math.abs(spacing.line().stepMm());
    }

    /** Slice Thickness; the slice distance when the header has none, null when there is none either. */
    @Nullable
    Double thicknessMm() {
        double thicknessMm = frames.stream()
                .flatMap(frame -> frame.attributes().decimals(Tag.SLICE_THICKNESS, 1).stream())
                .mapToDouble(value -> value[0])
                .filter(value -> value > 0)
                .max()
                .orElse(distanceMm());
        return thicknessMm > 0 ? thicknessMm : null;
    }

    int missing() {
        return spacing.missing();
    }

    /** Angle between the slices' normal and the feet-head axis, 0 to 90 degrees. */
    double tiltDegrees() {
        return Math.toDegrees(Math.acos(Math.min(1, Math.abs(normal.z()))));
    }

    ImageTypes types() {
        return types;
    }

    /** The words of Series Description that name projections, where Image Type does not. */
    Optional<String> describedProjection() {
        return descriptions()
                .flatMap(text -> ImageWords.describedProjection(text).stream())
                .findFirst();
    }

    boolean isDescribedAsExpiration() {
        return descriptions().anyMatch(ImageWords::isExpiration);
    }

    private Stream<String> descriptions() {
        return frames.stream()
                .flatMap(frame -> frame.attributes().text(Tag.SERIES_DESCRIPTION).stream())
                .distinct();
    }

    /** Slabs that overlap this much are projections or smear small lesions. */
    boolean isMuchThickerThanDistance() {
        Double thicknessMm = thicknessMm();
        return thicknessMm != null && distanceMm() > 0 && thicknessMm >= THICK_SHARE * distanceMm();
    }

    /** Null when the slices do not contain the answer. */
    @Nullable
    Boolean contrast() {
        return ContrastMedium.of(frames.stream().map(PlacedFrame::attributes).toList());
    }

    /** Where the kernel is not known, the description may tell that it sharpens. */
    boolean hasVerySharpKernel() {
        return kernels().anyMatch(ReconstructionKernel::isVerySharp)
                || ReconstructionKernel.isUnknown(kernel()) && descriptions().anyMatch(ImageWords::isSharp);
    }

    /** The energy of virtual monoenergetic images in keV, by the description; empty for all others. */
    OptionalInt energyKev() {
        return descriptions()
                .flatMapToInt(text -> ImageWords.energyKev(text).stream())
                .findFirst();
    }

    /** How far its densities are from those of an ordinary scan, in keV. */
    int beyondOrdinaryKev() {
        OptionalInt kev = energyKev();
        return kev.isEmpty() ? 0 : Math.abs(kev.getAsInt() - ORDINARY_KEV);
    }

    /** Null when no slice names one. */
    @Nullable
    String kernel() {
        return kernels().findFirst().orElse(null);
    }

    private Stream<String> kernels() {
        return frames.stream().flatMap(frame -> frame.attributes().text(Tag.CONVOLUTION_KERNEL).stream());
    }

    /** Infinite when the header has none. */
    double seriesNumber() {
        return frames.stream()
                .flatMap(frame -> frame.attributes().decimals(Tag.SERIES_NUMBER, 1).stream())
                .mapToDouble(value -> value[0])
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Series UIDs as written, more than one after an export that gives each slice its own. */
    Set<String> writtenUids() {
        Set<String> uids = new HashSet<>();
        frames.forEach(frame -> uids.add(frame.frame().seriesInstanceUid()));
        return uids;
    }

    /** The first of its valid UIDs of this kind; null when it has none. */
    @Nullable
    String uid(int tag) {
        return frames.stream()
                .flatMap(frame -> frame.frame().validUid(tag).stream())
                .min(String::compareTo)
                .orElse(null);
    }

    @Nullable
    String seriesInstanceUid() {
        return uid(Tag.SERIES_INSTANCE_UID);
    }

    /**
     * Whether a frame that cannot be read may be one of its slices. A page of dose values or a picture of the screen in
     * the same series is none: a picture without a place, secondary or derived as no slice is, when no slice is missing.
     */
    boolean lacks(CtFrame unreadable) {
        boolean whole = unreadable.file().whole();
        String uid = unreadable.seriesInstanceUid();
        boolean page = whole
                && ImageTypes.of(unreadable).isPageAmong(types)
                && spacing.fault() == null
                && PlacedFrame.of(unreadable).isEmpty();
        return !page && (writtenUids().contains(uid) || uid.isEmpty() && !whole);
    }

    /** The value of the first slice that has one, for comparison alone; empty when none has. */
    String firstText(int tag) {
        return frames.stream()
                .flatMap(frame -> frame.attributes().text(tag).stream())
                .findFirst()
                .orElse("");
    }

    /** Whether patient and study are the same. What an export dropped tells nothing. */
    boolean isOfStudyOf(SeriesCandidate other) {
        return agrees(other, Tag.PATIENT_ID) && agrees(other, Tag.STUDY_INSTANCE_UID);
    }

    boolean isInFrameOf(SeriesCandidate other) {
        return agrees(other, Tag.FRAME_OF_REFERENCE_UID);
    }

    private boolean agrees(SeriesCandidate other, int tag) {
        String value = other.firstText(tag);
        return value.isEmpty() || firstText(tag).isEmpty() || value.equals(firstText(tag));
    }

    boolean sharesSeriesWith(SeriesCandidate other) {
        return !Collections.disjoint(writtenUids(), other.writtenUids());
    }

    SeriesOption option(String reason) {
        Double thicknessMm = thicknessMm();
        return new SeriesOption(
                seriesInstanceUid(),
                slices(),
                thicknessMm == null ? null : Math.round(thicknessMm * 1000) / 1000.0,
                reason,
                volume);
    }

    /** @throws CodedException {@code NOT_HOUNSFIELD} for projections and renderings */
    void checkNoProjection() {
        types.projection().ifPresent(type -> {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD,
                    "Not measured: ImageType " + type + " says that the images are projections, renderings or"
                            + " differences, not slices of Hounsfield units. Send the original axial series.");
        });
    }

    /** Why the slices cannot be a volume; empty when they can, apart from slices that are missing. */
    Optional<String> whyNoVolume() {
        if (types.isLocalizer()) {
            return Optional.of("a localizer");
        }
        if (types.projection().isPresent()) {
            return Optional.of("projections or renderings");
        }
        if (Phases.isOnePlace(frames)) {
            return Optional.of("all images at one place");
        }
        if (frames.size() < StudyReader.LEAST_SLICES) {
            return Optional.of("too few slices");
        }
        if (!isDecodable()) {
            return Optional.of("compressed in a way that is not supported");
        }
        if (!frames.stream().allMatch(frame -> frame.fitsInStackOf(frames.get(0)))) {
            return Optional.of("slices of different geometry");
        }
        if (spacing.fault() == ErrorCode.DUPLICATE_SLICES) {
            return Optional.of("several different slices at one place");
        }
        return spacing.fault() == ErrorCode.UNEVEN_SPACING ? Optional.of("unevenly spaced slices") : Optional.empty();
    }

    private boolean isDecodable() {
        return frames.stream()
                .allMatch(frame ->
                        FrameDecoders.of(frame.frame().file().transferSyntax()).isPresent());
    }
}
