package org.lungburden.dicom.series;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The headers of an upload's files.
 *
 * @param files those whose header declares CT images
 * @param unknown those that are no DICOM, or whose header does not tell what they are
 * @param others the number of DICOM files of other kinds
 */
record UploadHeaders(List<CtFile> files, List<Archive.Member> unknown, int others) {

    private record Header(
            Archive.@Nullable Member unknown, @Nullable CtFile ct) {
        static final Header OF_OTHERS = new Header(null, null);
    }

    /**
     * @param step called after each file
     * @throws CodedException {@code ARCHIVE_TOO_LARGE}, {@code CORRUPT_ARCHIVE}
     */
    static UploadHeaders read(Archive archive, ArchiveLimits limits, List<Archive.Member> members, Runnable step)
            throws IOException {
        AtomicInteger frames = new AtomicInteger();
        List<Header> headers = Parallel.map(members, member -> header(archive, limits, member, frames), step);
        return new UploadHeaders(
                headers.stream()
                        .flatMap(header -> Stream.ofNullable(header.ct()))
                        .toList(),
                headers.stream()
                        .flatMap(header -> Stream.ofNullable(header.unknown()))
                        .toList(),
                (int) headers.stream()
                        .filter(header -> header == Header.OF_OTHERS)
                        .count());
    }

    /** @param frames seen so far; the limit on files also limits the frames, since a single file may hold many */
    private static Header header(Archive archive, ArchiveLimits limits, Archive.Member member, AtomicInteger frames)
            throws IOException {
        try (InputStream bytes = archive.open(member)) {
            Optional<DicomFile> file =
                    DicomFile.open(bytes, limits.maxEntryBytes(), inflated -> archive.counted(member, inflated));
            if (file.isEmpty() || isNothing(file.get().dataSet())) {
                return new Header(member, null);
            }
            if (!CtFilter.isCt(file.get().dataSet())) {
                return Header.OF_OTHERS;
            }
            if (frames.addAndGet(FunctionalGroups.count(file.get().dataSet())) > limits.maxEntries()) {
                throw new CodedException(ErrorCode.ARCHIVE_TOO_LARGE);
            }
            return new Header(null, CtFile.of(member, file.get()));
        } catch (CodedException e) {
            if (e.code() == ErrorCode.CORRUPT_ARCHIVE && archive.isForeign(member)) {
                return new Header(member, null);
            }
            throw e;
        }
    }

    /** What begins in the middle of a data set may still look like DICOM. */
    private static boolean isNothing(DataSet file) {
        return Stream.of(Tag.META_SOP_CLASS_UID, Tag.SOP_CLASS_UID, Tag.MODALITY)
                .allMatch(tag -> file.text(tag).isEmpty());
    }

    /** How many frames of CT files are no slices. */
    int pictures() {
        return files.stream()
                .mapToInt(file -> file.frames().size() - file.slices().size())
                .sum();
    }

    List<CtFrame> slices() {
        return files.stream().flatMap(file -> file.slices().stream()).toList();
    }
}
