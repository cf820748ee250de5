package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Estimates how much of the lungs a series covers, from a few of its slices. A slice shows lung when an area of it as
 * large as half a lung's section has the density of aerated lung. The header does not tell this: a scan of the abdomen
 * may be longer than one of the chest.
 */
final class LungHeight {
    /** Slices that are looked at lie about this far apart. */
    static final double STEP_MM = 20;
    /** The mean of a block of pixels, which averages noise, lies in this range in aerated lung. */
    private static final int LOWEST_HU = -930;

    private static final int HIGHEST_HU = -500;
    private static final int BLOCK = 4;
    /** The rim of the body and the couch make some cm² of such blocks, each lung 60 cm² and more. */
    private static final double LEAST_MM2 = 6000;

    private final FramePixels pixels;

    LungHeight(FramePixels pixels) {
        this.pixels = pixels;
    }

    /** @return mm along the normal; 0 when no slice shows lung or none can be decoded */
    double mm(SeriesCandidate candidate) throws IOException {
        List<PlacedFrame> frames = candidate.frames();
        int samples = (int)
                Math.max(2, Math.min(frames.size(), Math.ceil(candidate.extent().mm() / STEP_MM)));
        List<CtFrame> looked = IntStream.range(0, samples)
                .mapToObj(n ->
                        frames.get((int) ((n + 0.5) * frames.size() / samples)).frame())
                .toList();
        long withLung = pixels.map(looked, LungHeight::showsLung).stream()
                .filter(shows -> shows.equals(Optional.of(true)))
                .count();
        return candidate.extent().mm() * withLung / samples;
    }

    private static boolean showsLung(CtSlice slice, short[] hu) {
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
        return blocks * blockMm2 >= LEAST_MM2;
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
