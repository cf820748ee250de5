package org.lungburden.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.lungburden.archive.Archive;
import org.lungburden.archive.Archive.Member;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Counts files that begin as DICOM does but tell nothing of themselves, and looks for the usual cause: a program took them
 * for text and wrote each byte above 127 as two.
 */
final class TextConversion {
    private static final int LOOKED_AT_BYTES = 1 << 16;
    /** A few bytes may be valid UTF-8 by chance; of pixels, none are. */
    private static final int LEAST_CHARACTERS = 16;

    private int files;
    private int converted;

    void add(Archive archive, Member member) throws IOException {
        files++;
        try (InputStream in = archive.open(member)) {
            converted += isUtf8(in.readNBytes(LOOKED_AT_BYTES)) ? 1 : 0;
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
        }
    }

    /** A character that the end cuts is none's fault. */
    private static boolean isUtf8(byte[] start) {
        int length = start.length;
        while (length > 0 && start[length - 1] < 0) {
            length--;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(start, 0, length))
                    .toString();
            return text.chars().filter(each -> each > 0x7f).count() >= LEAST_CHARACTERS;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** {@code NO_CT_IMAGES}; empty when there were no such files. */
    Optional<CodedException> fault() {
        if (files == 0) {
            return Optional.empty();
        }
        String cause = converted == 0
                ? "; they are damaged, or have neither Modality nor SOPClassUID. Copy or export them again."
                : "; " + converted
                        + " of them were changed as if they were text (UTF-8), which no program can undo. Copy or"
                        + " upload them again as binary files.";
        return Optional.of(new CodedException(
                ErrorCode.NO_CT_IMAGES,
                "The study holds no CT images: " + files + (files == 1 ? " file begins" : " files begin")
                        + " as DICOM does, but cannot be read" + cause));
    }
}
