package org.lungburden.dicom.series;

import java.io.IOException;
import java.io.InputStream;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.archive.ForeignFiles;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.QualityFlag;

/**
 * Files that look like slices of the series from outside, but cannot be read: named and numbered like its files, in the
 * same folder whatever they hold, since a server that fails sends web pages and texts in place of slices; or as large and of no known format. At an
 * end of a scan nothing else tells that a slice is missing. A name alone refuses nothing, since junk may bear any name.
 */
final class UnreadableFiles {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** Files of uncompressed slices differ by less; those of compressed slices differ too much to tell anything. */
    private static final double SAME_SIZE = 0.05;

    private final Archive archive;
    private final Set<String> names;
    private final Set<String> folders;
    private final LongSummaryStatistics sizes;

    private UnreadableFiles(Archive archive, SeriesCandidate series) {
        this.archive = archive;
        Set<Archive.Member> members = series.frames().stream()
                .map(frame -> frame.frame().file().member())
                .collect(Collectors.toSet());
        this.names = members.stream().map(UnreadableFiles::withoutNumbers).collect(Collectors.toSet());
        this.folders = members.stream().map(UnreadableFiles::folder).collect(Collectors.toSet());
        this.sizes = members.stream().mapToLong(Archive.Member::declaredBytes).summaryStatistics();
    }

    /** The number of files that may be slices of the series. */
    static int count(Archive archive, UploadHeaders headers, SeriesCandidate series) throws IOException {
        UnreadableFiles files = new UnreadableFiles(archive, series);
        int count = 0;
        for (Archive.Member member : headers.unknown()) {
            boolean inPlace = files.isNamedAlike(member) && files.isBesideSlices(member);
            if (inPlace || (files.isNamedAlike(member) || files.isAsLarge(member)) && files.isUnknown(member)) {
                count++;
            }
        }
        return count;
    }

    private static String withoutNumbers(Archive.Member member) {
        return NUMBER.matcher(member.name()).replaceAll("#");
    }

    private static String folder(Archive.Member member) {
        return member.name().substring(0, member.name().lastIndexOf('/') + 1);
    }

    private boolean isBesideSlices(Archive.Member member) {
        return folders.contains(folder(member));
    }

    private boolean isNamedAlike(Archive.Member member) {
        String name = withoutNumbers(member);
        return name.contains("#") && names.contains(name);
    }

    private boolean isAsLarge(Archive.Member member) {
        double least = (1 - SAME_SIZE) * sizes.getMin();
        double most = (1 + SAME_SIZE) * sizes.getMax();
        boolean alike = sizes.getMin() >= (1 - SAME_SIZE) * sizes.getMax();
        return alike && member.declaredBytes() >= least && member.declaredBytes() <= most;
    }

    /** Whether the file is neither a text, a picture nor of any other format that may lie beside a scan. */
    private boolean isUnknown(Archive.Member member) throws IOException {
        try (InputStream in = archive.open(member)) {
            return ForeignFiles.isUnknown(in.readNBytes(ContentSniffer.HEAD_BYTES));
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
            return true;
        }
    }

    static QualityFlag flag(int count) {
        return new QualityFlag(
                "FILES_UNREADABLE",
                sentence(count) + " A slice may be missing at an end of the scan; copy or export the series again.",
                (double) count);
    }

    /** @param missing a fault that damaged files may explain */
    static CodedException explained(CodedException missing, int count) {
        return new CodedException(
                missing.code(), missing.detail() + " " + sentence(count) + " Copy or export it again.", missing);
    }

    private static String sentence(int count) {
        return count == 1
                ? "1 file that looks like a slice by its name or size cannot be read as DICOM."
                : count + " files that look like slices by their names or sizes cannot be read as DICOM.";
    }
}
