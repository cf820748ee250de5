package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** The body is the study. */
record RawBody(HttpServletRequest request) implements StudyBody {

    @Override
    public InputStream open() throws IOException {
        return new RequestStream(request.getInputStream());
    }

    @Override
    public void finish() {
        // The study ends where the body does.
    }
}
