package org.lungburden.job.postgres;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;

/** The column {@code files}: the text of a choice; null when the client does not choose. */
final class FilesText {
    private FilesText() {}

    static @Nullable String of(@Nullable FileChoice files) {
        return files == null ? null : files.text();
    }

    /** A newer process may have written a file that this version does not know. The row must be readable all the same. */
    static FileChoice read(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(FileChoice::of).orElse(FileChoice.DEFAULT);
    }
}
