package org.lungburden.standalone;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.standalone.exit.CommandFailedException;

/** The value of {@code --files}. */
final class FilesOption {
    private FilesOption() {}

    /** Ends the command with an error sentence when a name is unknown. */
    static FileChoice read(String value) {
        return FileChoice.of(value)
                .orElseThrow(() -> CommandFailedException.badInput("--files: '" + value
                        + "' is neither default, all nor names with commas between them, of "
                        + Arrays.stream(KnownFile.values())
                                .map(KnownFile::fileName)
                                .collect(Collectors.joining(", "))));
    }
}
