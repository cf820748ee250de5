package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.error.CodedException;

/** Looks at the pixels of some frames before a series is chosen. Holds the pixels of few frames at a time. */
final class FramePixels {
    private final Archive archive;
    private final ArchiveLimits limits;

    FramePixels(Archive archive, ArchiveLimits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    interface Look<R> {
        /** @param hu {@code [row * columns + column]} */
        R at(CtSlice slice, short[] hu);
    }

    /** @return an answer for each frame; empty for a frame that cannot be decoded */
    <R> List<Optional<R>> map(List<CtFrame> frames, Look<R> look) throws IOException {
        return Parallel.map(frames, frame -> look(frame, look), () -> {});
    }

    private <R> Optional<R> look(CtFrame frame, Look<R> look) throws IOException {
        try {
            CtSlice slice = CtSlice.of(frame);
            short[][] hu = new short[1][];
            new SliceDecoder(archive, limits, hu).decode(List.of(new SliceDecoder.Placed(slice, 0)));
            return Optional.of(look.at(slice, hu[0]));
        } catch (CodedException unreadable) {
            return Optional.empty();
        }
    }
}
