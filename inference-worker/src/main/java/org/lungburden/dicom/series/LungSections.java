package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Estimates how much of the lungs a series shows, from a few of its slices. A slice shows lung when an area of it as
 * large as half a lung's section has the density of aerated lung. The header does not tell this: a scan of the abdomen
 * may be longer than one of the chest, and a field of view may be centered on the heart or on one lung.
 */
final class LungSections {
    /** Slices that are looked at lie about this far apart. */
    static final double STEP_MM = 20;
    /**
     * The mean of a block of pixels, which averages noise, lies in this range in aerated lung: normally and poorly aerated
     * lung is -900 to -500 HU (Gattinoni 2001), air outside -1000.
     */
    private static final int LOWEST_HU = -930;

    private static final int HIGHEST_HU = -500;
    private static final int BLOCK = 4;
    /** The rim of the body and the couch make some cm² of such blocks, each lung 60 cm² and more. */
    private static final double LEAST_MM2 = 6000;
    /** More than the rim and the couch make. Lung beyond such a section is a few mL. Chosen, not measured. */
    private static final double TIP_MM2 = 2000;

    private final FramePixels pixels;

    LungSections(FramePixels pixels) {
        this.pixels = pixels;
    }

    /**
     * @param heightMm along the normal, of the slices that show lung
     * @param volumeMm3 what has the density of aerated lung in these slices
     */
    record Shown(double heightMm, double volumeMm3) {}

    /** Nothing when no slice shows lung or none can be decoded. */
    Shown in(SeriesCandidate candidate) throws IOException {
        List<PlacedFrame> frames = candidate.frames();
        int samples = (int)
                Math.max(2, Math.min(frames.size(), Math.ceil(candidate.extent().mm() / STEP_MM)));
        List<CtFrame> looked = IntStream.range(0, samples)
                .mapToObj(n ->
                        frames.get((int) ((n + 0.5) * frames.size() / samples)).frame())
                .toList();
        DoubleSummaryStatistics lungMm2 = pixels.map(looked, LungSections::lungMm2).stream()
                .mapToDouble(area -> area.orElse(0.0))
                .filter(area -> area >= LEAST_MM2)
                .summaryStatistics();
        double sampleMm = candidate.extent().mm() / samples;
        return new Shown(lungMm2.getCount() * sampleMm, lungMm2.getSum() * sampleMm);
    }

    /** Whether the frame shows lung; false when it cannot be decoded. */
    boolean areIn(PlacedFrame frame) throws IOException {
        return pixels.map(List.of(frame.frame()), LungSections::lungMm2)
                .get(0)
                .filter(area -> area >= LEAST_MM2)
                .isPresent();
    }

    /** Whether the frame may show the tip of a lung; true when it cannot be decoded. */
    boolean mayBeIn(PlacedFrame frame) throws IOException {
        return pixels.map(List.of(frame.frame()), LungSections::lungMm2).get(0).orElse(TIP_MM2) >= TIP_MM2;
    }

    private static double lungMm2(CtSlice slice, short[] hu) {
        int columns = slice.format().columns();
        int blocks = 0;
        for (int row = 0; row + BLOCK <= slice.format().rows(); row += BLOCK) {
            for (int column = 0; column + BLOCK <= columns; column += BLOCK) {
                int mean = mean(hu, row * columns + column, columns);
                if (mean >= LOWEST_HU && mean <= HIGHEST_HU) {
                    blocks++;
                }
            }
        }
        double blockMm2 =
                BLOCK * slice.plane().columnSpacingMm() * BLOCK * slice.plane().rowSpacingMm();
        return blocks * blockMm2;
    }

    private static int mean(short[] hu, int first, int columns) {
        int sum = 0;
        for (int row = 0; row < BLOCK; row++) {
            for (int column = 0; column < BLOCK; column++) {
                sum += hu[first + row * columns + column];
            }
        }
        return sum / (BLOCK * BLOCK);
    }
}
