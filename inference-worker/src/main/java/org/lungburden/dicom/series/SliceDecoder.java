package org.lungburden.dicom.series;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.ElementHeader;
import org.lungburden.dicom.pixel.FrameDecoder;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.dicom.pixel.PixelFormat;
import org.lungburden.dicom.pixel.PixelFrames;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Interruption;

/** Reads the pixels of one CT file after another from an archive; safe for several threads. */
final class SliceDecoder {
    private final Archive archive;
    private final ArchiveLimits limits;
    private final short[][] hu;

    /** @param hu receives the Hounsfield units, {@code [k][row * columns + column]} */
    SliceDecoder(Archive archive, ArchiveLimits limits, short[][] hu) {
        this.archive = archive;
        this.limits = limits;
        this.hu = hu;
    }

    /** A slice and its place in the volume. */
    record Placed(CtSlice slice, int k) {
        CtFile file() {
            return slice.frame().file();
        }
    }

    /**
     * @param ofOneFile slices that come from the same file, at least one
     * @return the number of slices decoded
     * @throws CodedException {@code CORRUPT_IMAGE}, {@code CORRUPT_ARCHIVE}, {@code ARCHIVE_TOO_LARGE}
     */
    int decode(List<Placed> ofOneFile) throws IOException {
        CtFile file = ofOneFile.get(0).file();
        try (InputStream bytes = archive.open(file.member())) {
            DicomFile dicom = DicomFile.open(
                            bytes, limits.maxEntryBytes(), inflated -> archive.counted(file.member(), inflated))
                    .orElse(null);
            ElementHeader pixelData = dicom == null ? null : dicom.pixelData();
            if (dicom == null || pixelData == null) {
                throw new IllegalStateException("a file changed while it was read");
            }
            decode(
                    file,
                    inFrameOrder(ofOneFile),
                    new PixelFrames(dicom.input(), pixelData),
                    pixelData.undefinedLength());
            dicom.input().drain();
            return ofOneFile.size();
        } catch (DicomFormatException e) {
            throw new CodedException(ErrorCode.CORRUPT_IMAGE, e.sentence(), e);
        }
    }

    private static @Nullable Placed[] inFrameOrder(List<Placed> ofOneFile) {
        @Nullable Placed[] byFrame = new Placed[ofOneFile.get(0).file().frames().size()];
        for (Placed placed : ofOneFile) {
            byFrame[placed.slice().frame().index()] = placed;
        }
        return byFrame;
    }

    private void decode(CtFile file, @Nullable Placed[] byFrame, PixelFrames pixels, boolean encapsulated)
            throws IOException, DicomFormatException {
        FrameDecoder decoder = FrameDecoders.of(file.transferSyntax(), encapsulated);
        Interruption interruption = Interruption.ofThisThread();
        List<byte[]> frames = encapsulated ? pixels.encapsulated(byFrame.length) : List.of();
        for (int index = 0; index < byFrame.length; index++) {
            interruption.check();
            PixelFormat format = PixelFormat.of(file.frames().get(index));
            byte[] frame = encapsulated ? frames.get(index) : pixels.nextNative(format);
            Placed placed = byFrame[index];
            if (placed != null) {
                short[] samples = new short[format.pixels()];
                decoder.decode(frame, format, samples);
                placed.slice().scale().apply(samples, format);
                hu[placed.k()] = samples;
            }
        }
    }
}
