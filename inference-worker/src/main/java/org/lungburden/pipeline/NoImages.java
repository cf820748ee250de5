package org.lungburden.pipeline;

import java.io.IOException;
import java.io.InputStream;
import org.lungburden.archive.Archive.Member;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.archive.ForeignFiles;
import org.lungburden.archive.UploadArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Says what an upload without CT images holds instead. */
final class NoImages {
    private static final int MOST_FILES = 1000;

    private NoImages() {}

    static CodedException in(UploadArchive archive) throws IOException {
        if (archive.leftOut().isPresent()) {
            return archive.leftOut().get();
        }
        ForeignFiles files = new ForeignFiles();
        for (Member member : archive.members().stream().limit(MOST_FILES).toList()) {
            files.add(head(archive, member));
        }
        return files.fault();
    }

    private static byte[] head(UploadArchive archive, Member member) throws IOException {
        try (InputStream in = archive.open(member)) {
            return in.readNBytes(ContentSniffer.HEAD_BYTES);
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
            return new byte[0];
        }
    }
}
