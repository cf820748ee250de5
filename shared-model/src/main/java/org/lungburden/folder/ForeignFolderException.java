package org.lungburden.folder;

import java.io.IOException;
import java.io.Serial;

/** A folder that should be this user's alone is somebody else's, or a link. */
public final class ForeignFolderException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ForeignFolderException(String sentence) {
        super(sentence);
    }
}
