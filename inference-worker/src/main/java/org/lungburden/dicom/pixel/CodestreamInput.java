package org.lungburden.dicom.pixel;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A codestream in memory whose end is a fault. JJ2000 takes the -1 behind the end of an ordinary stream for a byte of
 * ones, and a packet header of endless ones never ends. The fault is unchecked, since JJ2000 answers an
 * {@link IOException} with a stack trace on the process's output and the death of the thread.
 */
final class CodestreamInput extends ImageInputStreamImpl {
    private final byte[] codestream;

    CodestreamInput(byte[] codestream) {
        this.codestream = codestream;
    }

    @Override
    public int read() throws IOException {
        checkMore();
        return codestream[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkMore();
        int taken = (int) Math.min(length, codestream.length - streamPos);
        System.arraycopy(codestream, (int) streamPos, target, offset, taken);
        streamPos += taken;
        return taken;
    }

    private void checkMore() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= codestream.length) {
            throw new UncheckedIOException(new EOFException());
        }
    }

    @Override
    public long length() {
        return codestream.length;
    }
}
