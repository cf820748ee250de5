package org.lungburden.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.lungburden.archive.Archive.Member;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.archive.ForeignFiles;
import org.lungburden.archive.UploadArchive;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/** Says what an upload without CT images holds instead. DICOM files come first, since other files accompany them. */
final class NoImages {
    private static final int MOST_FILES = 1000;

    private NoImages() {}

    static CodedException in(UploadArchive archive, ArchiveLimits limits) throws IOException {
        ForeignFiles files = new ForeignFiles();
        DicomKinds dicom = new DicomKinds();
        TextConversion converted = new TextConversion();
        int foreign = 0;
        for (Member member : archive.members()) {
            if (archive.isForeign(member)) {
                if (foreign++ < MOST_FILES) {
                    addForeign(archive, member, files);
                }
            } else {
                Optional<DicomFile> file = open(archive, member, limits);
                if (file.isEmpty() || !dicom.add(file.get().dataSet())) {
                    converted.add(archive, member);
                }
            }
        }
        return dicom.fault().or(archive::leftOut).or(converted::fault).orElseGet(files::fault);
    }

    private static void addForeign(UploadArchive archive, Member member, ForeignFiles files) throws IOException {
        if (archive.format(member).equals(Optional.of(Upload.Format.GZIP))) {
            files.addGzippedTwice();
        } else {
            files.add(head(archive, member));
        }
    }

    private static byte[] head(UploadArchive archive, Member member) throws IOException {
        try (InputStream in = archive.open(member)) {
            return in.readNBytes(ContentSniffer.HEAD_BYTES);
        }
    }

    private static Optional<DicomFile> open(UploadArchive archive, Member member, ArchiveLimits limits)
            throws IOException {
        try (InputStream in = archive.open(member)) {
            return DicomFile.open(in, limits.maxEntryBytes(), inflated -> archive.counted(member, inflated));
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
