package org.lungburden.api.upload.body;

import java.io.IOException;
import java.io.InputStream;

/** The study in a request's body, with or without a form around it. */
public interface StudyBody {

    /** The study's bytes as they arrive; may be read once. */
    InputStream open() throws IOException;

    /** Reads the bytes after the study, and refuses the request when they do not belong there. */
    void finish() throws IOException;
}
