package org.lungburden.api.upload.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Marks failures that occur while the service reads a request's body. */
final class RequestStream extends FilterInputStream {

    RequestStream(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw new BodyBrokenOffException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw new BodyBrokenOffException(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        try {
            return super.skip(count);
        } catch (IOException e) {
            throw new BodyBrokenOffException(e);
        }
    }
}
