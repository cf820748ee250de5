package org.lungburden.api.upload.body;

import java.io.IOException;
import java.io.InputStream;

/** The body is the study. */
public record RawBody(MessageBody body) implements StudyBody {

    @Override
    public InputStream open() throws IOException {
        return new RequestStream(body.stream());
    }

    /** The study ends where the body ends. */
    @Override
    public void finish() throws IOException {
        try {
            body.end();
        } catch (IOException e) {
            throw new BodyBrokenOffException(e);
        }
    }
}
