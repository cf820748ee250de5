package org.lungburden.standalone.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.archive.ZipArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;
import org.lungburden.standalone.exit.CommandFailedException;

/**
 * Checks a study before the service starts, so that a file that cannot be a study fails at once. The service checks the
 * rest.
 */
public final class StudyCheck {
    private static final int FIRST_PRINTABLE = 0x20;

    private StudyCheck() {}

    /** Ends the command with an error sentence when the check fails. */
    public static void check(Path study) throws IOException {
        if (Files.notExists(study)) {
            throw CommandFailedException.badInput("no such study: " + study);
        }
        if (!Files.isReadable(study)) {
            throw CommandFailedException.badInput("cannot read " + study);
        }
        if (Files.isDirectory(study)) {
            checkFolder(study);
        } else if (Files.isRegularFile(study)) {
            checkFile(study);
        } else {
            throw CommandFailedException.badInput("neither a file nor a folder: " + study);
        }
    }

    private static void checkFile(Path study) throws IOException {
        byte[] head = head(study);
        if (head.length == 0) {
            throw refused(ErrorCode.UPLOAD_EMPTY);
        }
        Upload.Format format = ContentSniffer.sniff(head).orElseThrow(() -> refused(ErrorCode.NOT_AN_ARCHIVE));
        if (format == Upload.Format.ZIP) {
            checkZip(study);
        }
    }

    private static void checkZip(Path study) throws IOException {
        try (ZipArchive archive = ZipArchive.open(FileChannel.open(study), ArchiveLimits.defaults())) {
            for (ZipArchive.Member member : archive.members()) {
                try (InputStream content = archive.open(member)) {
                    if (!isText(content.readNBytes(ContentSniffer.HEAD_BYTES))) {
                        return;
                    }
                }
            }
        } catch (CodedException e) {
            if (e.code() == ErrorCode.ARCHIVE_ENCRYPTED || e.code() == ErrorCode.ARCHIVE_UNSAFE) {
                throw CommandFailedException.badInput(e.code() + ": " + e.detail());
            }
            return; // the job reports damage, and the service applies its own limits
        }
        throw refused(ErrorCode.NO_CT_IMAGES);
    }

    private static void checkFolder(Path folder) throws IOException {
        boolean images = false;
        for (Path file : files(folder)) {
            if (!Files.isReadable(file)) {
                throw CommandFailedException.badInput("cannot read a file of " + folder);
            }
            images = images || !isText(head(file));
        }
        if (!images) {
            throw refused(ErrorCode.NO_CT_IMAGES);
        }
    }

    /** All files below a folder, including files that links in the folder point to. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException noEntry) {
            // the message leaves out names below the folder, since they may contain a patient's name
            throw CommandFailedException.badInput(
                    "cannot read all of " + folder + ": a folder in it is closed, or its links run in a circle");
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ContentSniffer.HEAD_BYTES);
        }
    }

    /** A text cannot be an image, because the head of each image format has bytes that no text has. */
    private static boolean isText(byte[] head) {
        for (byte value : head) {
            boolean blank = value == '\t' || value == '\n' || value == '\r' || value == '\f';
            if (value >= 0 && value < FIRST_PRINTABLE && !blank) {
                return false;
            }
        }
        return true;
    }

    private static CommandFailedException refused(ErrorCode code) {
        return CommandFailedException.badInput(code + ": " + code.sentence());
    }
}
