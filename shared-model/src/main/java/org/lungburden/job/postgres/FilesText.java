package org.lungburden.job.postgres;

import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;

/** The column {@code files}: the text of a choice; null when the client does not choose. */
final class FilesText {
    private FilesText() {}

    static @Nullable String of(@Nullable FileChoice files) {
        return files == null ? null : files.text();
    }

    static FileChoice read(@Nullable String text) {
        return text == null ? FileChoice.DEFAULT : FileChoice.stored(text);
    }
}
