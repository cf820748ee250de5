package org.lungburden.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.UploadArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.job.Upload;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.ScanSize;
import org.lungburden.study.Study;
import org.lungburden.study.StudyReader;

/**
 * Reads one NIfTI volume from a {@code .nii}, a {@code .nii.gz}, or a zip that holds one of them or a pair of
 * {@code .hdr} and {@code .img}.
 *
 * <p>Faults: {@code UNSUPPORTED_NIFTI} (not NIfTI, half of a pair, several volumes, colors or complex numbers, no
 * orientation), {@code CORRUPT_IMAGE} (cut short, or a header that contradicts itself), {@code CORRUPT_ARCHIVE},
 * {@code ARCHIVE_TOO_LARGE}, {@code AMBIGUOUS_SERIES}, {@code TOO_FEW_SLICES}. Flags:
 * {@code UNITS_UNKNOWN} where the header names no spatial unit and mm are assumed, {@code ORIENTATION_ASSUMED} where
 * sform and qform contradict each other, {@code VOXEL_SIZE_AMBIGUOUS} where sform and pixdim do, {@code VOXEL_SIZE_DEFAULT}
 * where the sizes look like nobody set them.
 */
public final class NiftiStudyReader implements StudyReader {

    private final ArchiveLimits limits;
    private final MemoryCheck memory;

    public NiftiStudyReader(ArchiveLimits limits, MemoryCheck memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Reads an upload that holds one NIfTI file, or a pair of files, beside files of other formats. */
    @Override
    public Study read(Path upload, DoubleConsumer progress) throws IOException {
        try (UploadArchive archive = UploadArchive.open(upload, limits)) {
            List<Archive.Member> found = archive.members().size() == 1
                    ? archive.members()
                    : archive.members().stream()
                            .filter(member -> archive.format(member).equals(Optional.of(Upload.Format.NIFTI)))
                            .toList();
            if (found.isEmpty()) {
                throw NiftiHeader.unsupported("The archive holds no NIfTI file; send a .nii or a .nii.gz.");
            }
            if (found.size() > 1) {
                throw new CodedException(
                        ErrorCode.AMBIGUOUS_SERIES, "The archive holds more than one NIfTI file; send one of them.");
            }
            return read(archive, found.get(0), progress);
        }
    }

    /** @param member a NIfTI file of the archive */
    public Study read(Archive archive, Archive.Member member, DoubleConsumer progress) throws IOException {
        try (NiftiSource source = NiftiSource.open(archive, member)) {
            NiftiHeader header = NiftiHeader.read(source.in());
            if (!header.pair()) {
                return read(header, source, header.bytes(), progress);
            }
            try (NiftiSource voxels = source.voxelFile()) {
                return read(header, voxels, 0, progress);
            }
        }
    }

    /** @param position bytes already read from the file of the voxels */
    private Study read(NiftiHeader header, NiftiSource source, int position, DoubleConsumer progress)
            throws IOException {
        checkSize(header, source);
        Affine affine = NiftiGeometry.affine(header);
        checkSlices(header, affine);
        NiftiSizes.check(header, affine);
        memory.check(new ScanSize(header.shape()[0], header.shape()[1], header.shape()[2], affine));
        NiftiVoxels voxels = new NiftiVoxels(header);
        short[][] hu = read(voxels, header, source.in(), position, progress);
        Volume scan = new Volume(hu, header.shape()[0], header.shape()[1], affine);
        List<QualityFlag> flags = quality(header);
        NiftiQuality.tilt(affine).ifPresent(flags::add);
        NiftiQuality.missing(voxels.missingShare()).ifPresent(flags::add);
        return Study.ofNifti(scan, NiftiGeometry.codes(header), flags);
    }

    private void checkSize(NiftiHeader header, NiftiSource source) {
        if (header.fileBytes() > source.mostBytes()) {
            throw NiftiHeader.corrupt("The NIfTI file is shorter than its header says.");
        }
        if (header.fileBytes() > Math.min(limits.maxEntryBytes(), source.allowanceBytes())) {
            throw new CodedException(ErrorCode.ARCHIVE_TOO_LARGE);
        }
    }

    private static void checkSlices(NiftiHeader header, Affine affine) {
        int slices = header.shape()[Orientation.of(affine).scanAxis(2)];
        if (slices < LEAST_SLICES) {
            throw new CodedException(
                    ErrorCode.TOO_FEW_SLICES,
                    "The volume has " + (slices == 1 ? "1 slice" : slices + " slices")
                            + " from feet to head; send one of at" + " least " + LEAST_SLICES + ".");
        }
    }

    private static short[][] read(
            NiftiVoxels voxels, NiftiHeader header, InputStream in, int position, DoubleConsumer progress)
            throws IOException {
        if (!header.pair() && !header.offsetGiven()) {
            position += checkNoExtension(in);
        }
        long toSkip = header.dataAt() - position;
        if (skipUpTo(in, toSkip) < toSkip) {
            throw NiftiHeader.corrupt("The NIfTI file ends before its first voxel.");
        }
        short[][] hu = voxels.read(in, progress);
        // Only the end of an archive shows whether the archive is complete.
        skipUpTo(in, Long.MAX_VALUE);
        return hu;
    }

    /** Without {@code vox_offset} the end of extensions, and thus the first voxel, is unknown; tools disagree. */
    private static int checkNoExtension(InputStream in) throws IOException {
        byte[] flag = in.readNBytes(NiftiHeader.EXTENSION_FLAG_BYTES);
        if (flag.length > 0 && flag[0] != 0) {
            throw NiftiHeader.corrupt("The NIfTI header's vox_offset is 0 although an extension follows the header.");
        }
        return flag.length;
    }

    private static long skipUpTo(InputStream in, long bytes) throws IOException {
        byte[] scratch = new byte[1 << 13];
        long skipped = 0;
        while (skipped < bytes) {
            int count = in.read(scratch, 0, (int) Math.min(scratch.length, bytes - skipped));
            if (count < 0) {
                break;
            }
            skipped += count;
        }
        return skipped;
    }

    private static List<QualityFlag> quality(NiftiHeader header) {
        List<QualityFlag> flags = new ArrayList<>();
        if (!NiftiGeometry.knowsUnit(header)) {
            flags.add(new QualityFlag(
                    "UNITS_UNKNOWN", "The NIfTI header names no unit of length; millimeters are assumed.", null));
        }
        if (NiftiGeometry.isContradictory(header)) {
            String used = NiftiGeometry.isPassedOver(header) ? "qform" : "sform";
            flags.add(new QualityFlag(
                    "ORIENTATION_ASSUMED",
                    "The NIfTI header's sform and qform disagree about left and right; the " + used
                            + " is used. If the " + used + " is wrong, left and right are swapped.",
                    null));
        }
        flags.addAll(NiftiSizes.flags(header));
        return flags;
    }
}
