package org.lungburden.standalone.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.KnownFile;
import org.lungburden.standalone.exit.CommandFailedException;

/**
 * The files that already lie in the directory for a result. Without {@code --force}, only an earlier result of the same
 * study may be overwritten.
 */
final class EarlierResult {
    static final EarlierResult NONE = new EarlierResult(Path.of(""), false, null);

    private static final List<String> FILES = Stream.concat(
                    Stream.of(ResultFile.NAME),
                    Arrays.stream(KnownFile.values()).map(KnownFile::fileName))
            .toList();

    private final Path directory;
    private final boolean there;
    private final @Nullable ResultFile result;

    private EarlierResult(Path directory, boolean there, @Nullable ResultFile result) {
        this.directory = directory;
        this.there = there;
        this.result = result;
    }

    static EarlierResult in(Path directory) {
        boolean there = FILES.stream().anyMatch(name -> Files.exists(directory.resolve(name)));
        Path file = directory.resolve(ResultFile.NAME);
        try {
            return new EarlierResult(directory, there, Files.isRegularFile(file) ? ResultFile.read(file) : null);
        } catch (IOException unreadable) {
            return new EarlierResult(directory, there, null);
        }
    }

    /** Checks the name of the study's file before the work. */
    void checkStudy(String study) {
        if (there && (result == null || !study.equals(result.fileName()))) {
            throw another();
        }
    }

    /** Checks series and volume after the work, because two studies may have the same name, and a series several volumes. */
    void checkSeries(ResultFile next) {
        if (result != null
                && result.seriesInstanceUid() != null
                && next.seriesInstanceUid() != null
                && !(result.seriesInstanceUid().equals(next.seriesInstanceUid())
                        && result.otherVolumes().equals(next.otherVolumes()))) {
            throw another();
        }
    }

    private CommandFailedException another() {
        String of = result == null || result.fileName() == null ? "" : " (" + result.fileName() + ")";
        return CommandFailedException.badInput(directory + " holds files that are no result of this study" + of
                + "; --force overwrites them, -o names another folder");
    }
}
