package org.lungburden.api.upload.body;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.ProxyInputStream;

/** Marks failures that occur while the service reads a request's body. */
final class RequestStream extends ProxyInputStream {

    RequestStream(InputStream body) {
        super(body);
    }

    @Override
    protected void handleIOException(IOException failure) throws IOException {
        throw new BodyBrokenOffException(failure);
    }
}
