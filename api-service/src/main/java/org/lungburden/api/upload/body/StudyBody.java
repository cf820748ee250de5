package org.lungburden.api.upload.body;

import java.io.IOException;
import java.io.InputStream;

/** The study in a request's body, whatever it is wrapped in. */
public interface StudyBody {

    /** The study's bytes, once, as they arrive. */
    InputStream open() throws IOException;

    /** Reads what follows the study, and refuses the request when something does that does not belong there. */
    void finish() throws IOException;
}
