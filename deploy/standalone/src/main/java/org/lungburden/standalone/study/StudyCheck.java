package org.lungburden.standalone.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.BoundedGzip;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.archive.ForeignFiles;
import org.lungburden.archive.ZipArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;
import org.lungburden.standalone.exit.CommandFailedException;
import org.lungburden.standalone.exit.StudyFailedException;

/**
 * Checks a study before the service starts, so that a file that cannot be a study fails at once. The service checks the
 * rest.
 */
public final class StudyCheck {
    private static final ArchiveLimits LIMITS = ArchiveLimits.defaults();

    private StudyCheck() {}

    /** Ends the command when the user names something that is not there. */
    public static void exists(Path named) {
        if (Files.notExists(named)) {
            throw CommandFailedException.badInput("no such study: " + named);
        }
        if (!Files.isReadable(named)) {
            throw CommandFailedException.badInput("cannot read " + named);
        }
        if (!Files.isDirectory(named) && !Files.isRegularFile(named)) {
            throw CommandFailedException.badInput("neither a file nor a folder: " + named);
        }
    }

    /** Fails with an error sentence when the files cannot be a study. */
    public static void check(FoundStudy study) throws IOException {
        if (study.wholeFile()) {
            checkFile(study.files().get(0));
        } else if (study.packed()) {
            checkFiles(study);
        }
    }

    private static void checkFile(Path study) throws IOException {
        try {
            Upload.Format format = ContentSniffer.require(head(Files.newInputStream(study)));
            if (format == Upload.Format.ZIP) {
                checkZip(study);
            } else if (format == Upload.Format.GZIP) {
                checkGzip(study);
            }
        } catch (CodedException e) {
            if (e.code() == ErrorCode.CORRUPT_ARCHIVE || e.code() == ErrorCode.ARCHIVE_TOO_LARGE) {
                return; // the job reports damage, and the service applies its own limits
            }
            throw refused(e);
        }
    }

    private static void checkZip(Path study) throws IOException {
        ForeignFiles files = new ForeignFiles();
        try (ZipArchive archive = ZipArchive.open(FileChannel.open(study), LIMITS)) {
            for (ZipArchive.Member member : archive.members()) {
                if (files.add(head(archive.open(member)))) {
                    return;
                }
            }
        }
        throw files.fault();
    }

    private static void checkGzip(Path study) throws IOException {
        ForeignFiles files = new ForeignFiles();
        try (InputStream packed = Files.newInputStream(study)) {
            if (!files.add(head(BoundedGzip.open(packed, LIMITS)))) {
                throw files.fault();
            }
        }
    }

    private static void checkFiles(FoundStudy study) throws IOException {
        boolean images = false;
        ForeignFiles foreign = new ForeignFiles();
        for (Path file : study.files()) {
            readable(file, study.named());
            images = images || foreign.add(head(Files.newInputStream(file)));
        }
        if (!images) {
            throw refused(foreign.fault());
        }
    }

    /** The message names the folder alone, since names below it may contain a patient's name. */
    static void readable(Path file, @Nullable Path folder) {
        if (!Files.isReadable(file)) {
            throw CommandFailedException.badInput("cannot read a file of " + folder);
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

    private static byte[] head(InputStream content) throws IOException {
        try (content) {
            return content.readNBytes(ContentSniffer.HEAD_BYTES);
        }
    }

    private static CommandFailedException refused(CodedException fault) {
        return new StudyFailedException(true, fault.code().name(), fault.detail());
    }
}
